#!/usr/bin/env bash
# The server's statistics, redrawn every 5 seconds.
# BASE_URL, INTERVAL_S (5), ITERATIONS (endless)
source "$(dirname "$0")/client.sh"
require_server

draw() {
    performance | jq --raw-output '
        def pad(n): (tostring + "              ")[:n];
        .cache_statistics as $c | .system_metrics as $s | .performance_trends as $t |
        "level    hits       misses     hit rate   entries    MB         access ms",
        "memory   \($c.memory_cache | "\(.hits | pad(11))\(.misses | pad(11))\(.hit_rate_percent | pad(11))\(.entries | pad(11))\(.memory_usage_mb | pad(11))\(.avg_access_time_ms)")",
        "django   \($c.django_cache | "\(.hits | pad(11))\(.misses | pad(11))\(.hit_rate_percent | pad(11))\(.entries | pad(11))\("-" | pad(11))\(.avg_access_time_ms)")",
        "file     \($c.file_cache | "\(.hits | pad(11))\(.misses | pad(11))\(.hit_rate_percent | pad(11))\(.files | pad(11))\(.disk_usage_mb | pad(11))\(.avg_access_time_ms)")",
        "",
        "overall  \($c.overall.total_hits) hits, \($c.overall.total_misses) misses, \($c.overall.overall_hit_rate) %, saved \($c.overall.speed_improvement // "-")",
        "trends   cached \($t.avg_response_time_cached) s, uncached \($t.avg_response_time_uncached) s, efficiency \($t.cache_efficiency // "-"), \($t.requests_per_second) requests/s",
        "system   \($s.memory_usage_mb) MB (\($s.memory_percent) %), CPU \($s.cpu_percent) %, \($s.thread_count) threads, read \($s.disk_io_read_mb) MB, written \($s.disk_io_write_mb) MB"'
}

drawn=0
while :; do
    screen=$(draw) || die "the server at $BASE_URL stopped answering"
    [ ! -t 1 ] || printf '\033[H\033[2J'
    printf '%s   %s\n\n%s\n' "$BASE_URL" "$(date '+%H:%M:%S')" "$screen"
    drawn=$((drawn + 1))
    [ -z "${ITERATIONS:-}" ] || [ "$drawn" -lt "$ITERATIONS" ] || break
    sleep "${INTERVAL_S:-5}"
done
