#!/usr/bin/env bash
# Ten identical requests: how long each took, and which cache level answered.
# BASE_URL, REQUESTS (10)
source "$(dirname "$0")/client.sh"
require_server

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
body=$(deck_body "${PROMPT:-Cache hits $(date +%s%N)}")

printf '%-4s %-7s %12s %15s %-5s %s\n' '#' status 'duration ms' 'generation ms' hit level
for number in $(seq "${REQUESTS:-10}"); do
    read -r status seconds < <(post_deck "$body" "$answer")
    [ "$status" = 201 ] || explain_failure "$answer" "$status"
    read -r generation hit level < <(jq --raw-output '.metadata | "\(.generation_time) \(.cache_hit) \(.cache_level)"' "$answer")
    printf '%-4s %-7s %12s %15s %-5s %s\n' "$number" "$status" \
        "$(milliseconds "$seconds")" "$(milliseconds "$generation")" "$hit" "$level"
done

echo
echo "Since the server's start, all workers:"
performance | show_overall
