#!/usr/bin/env bash
# Warms up, then fifty different decks, ten at a time; the server's trends before and after.
# BASE_URL, REQUESTS (50), CONCURRENCY (10)
source "$(dirname "$0")/client.sh"
require_server

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
requests=${REQUESTS:-50}
prompt="Load test $(date +%s%N)"

one_request() {
    echo "$1 $(post_deck "$(deck_body "$prompt number $1")" "$folder/$1.json")" >"$folder/$1.line"
}
export -f one_request post_deck deck_body
export API folder prompt

trends() {
    performance | jq --raw-output '.performance_trends |
        "  cached \(.avg_response_time_cached * 1000 * 100 | round / 100) ms, uncached \(.avg_response_time_uncached * 1000 * 100 | round / 100) ms, efficiency \(.cache_efficiency // "-"), \(.requests_per_second) requests/s over the last minute"'
}

echo "Warming up"
for number in 1 2 3 4; do
    read -r status _ < <(post_deck "$(deck_body "$prompt warm-up")" "$folder/warm.json")
    [ "$status" = 201 ] || explain_failure "$folder/warm.json" "$status"
done

echo "Before:"
trends
started=$(date +%s.%N)
seq "$requests" | xargs -P "${CONCURRENCY:-10}" -I{} bash -euo pipefail -c 'one_request {}'
elapsed=$(bc -l <<<"$(date +%s.%N) - $started")
echo "After:"
trends

echo
created=$(cat "$folder"/*.line | awk '$2 == 201' | wc -l)
printf '%s of %s different decks in %.2f s (%.1f a second, client included)\n' "$created" "$requests" "$elapsed" "$(bc -l <<<"$requests / $elapsed")"
cat "$folder"/*.line | sort -k3 -n | awk '{ms[NR] = $3 * 1000} END {printf "  fastest %.1f ms, median %.1f ms, slowest %.1f ms\n", ms[1], ms[int((NR + 1) / 2)], ms[NR]}'
[ "$created" = "$requests" ] || die "$((requests - created)) requests failed"
