#!/usr/bin/env bash
# Twenty requests, ten at a time: all identical, then one look at what they cost.
# BASE_URL, REQUESTS (20), CONCURRENCY (10), DISTINCT=1 for a different deck each time
source "$(dirname "$0")/client.sh"
require_server

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
requests=${REQUESTS:-20}
prompt="Concurrent requests $(date +%s%N)"

one_request() {
    local body=$shared_body
    [ -z "${DISTINCT:-}" ] || body=$(deck_body "$prompt number $1")
    echo "$1 $(post_deck "$body" "$folder/$1.json") $(jq --raw-output '.metadata.cache_level // "-"' "$folder/$1.json")" >"$folder/$1.line"
}
shared_body=$(deck_body "$prompt")
export -f one_request post_deck deck_body
export API folder prompt shared_body

started=$(date +%s.%N)
seq "$requests" | xargs -P "${CONCURRENCY:-10}" -I{} bash -euo pipefail -c 'one_request {}'
elapsed=$(bc -l <<<"$(date +%s.%N) - $started")

cat "$folder"/*.line | sort -n | awk '{printf "%-4s %s %9.1f ms  %s\n", $1, $2, $3 * 1000, $4}'
created=$(cat "$folder"/*.line | awk '$2 == 201' | wc -l)
echo
printf '%s of %s answered 201 in %.2f s (%.1f a second)\n' "$created" "$requests" "$elapsed" "$(bc -l <<<"$requests / $elapsed")"
cat "$folder"/*.line | awk '{count[$4]++} END {for (level in count) printf "  %-7s %d\n", level, count[level]}' | sort
[ "$created" = "$requests" ] || die "$((requests - created)) requests failed"
