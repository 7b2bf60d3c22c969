#!/usr/bin/env bash
# Uncached against cached: clears the decks with a staff user's token before each uncached request.
# TOKEN (required), BASE_URL, ROUNDS (5)
source "$(dirname "$0")/client.sh"
[ -n "${TOKEN:-}" ] || die "set TOKEN to a staff user's access token ('make admin', then log in; see README)"
require_server

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
body=$(deck_body "Benchmark")
rounds=${ROUNDS:-5}

clear_decks() {
    local status
    status=$(curl --silent --show-error --output "$answer" --write-out '%{http_code}' \
        --header "Authorization: Bearer $TOKEN" --header 'Content-Type: application/json' \
        --data '{"namespaces": ["presentations"]}' "$API/cache/clear/")
    [ "$status" = 200 ] || explain_failure "$answer" "$status"
}

# measure KIND: adds one request to wall_KIND and own_KIND, after checking that it was of that kind.
measure() {
    local status seconds own hit
    read -r status seconds < <(post_deck "$body" "$answer")
    [ "$status" = 201 ] || explain_failure "$answer" "$status"
    read -r own hit < <(jq --raw-output '.metadata | "\(.generation_time) \(.cache_hit)"' "$answer")
    [ "$hit" = "$2" ] || die "expected cache_hit $2, got $hit: is somebody else asking for the same deck?"
    declare -g "wall_$1=$(bc -l <<<"${!3} + $seconds")" "own_$1=$(bc -l <<<"${!4} + $(decimal "$own")")"
}

wall_uncached=0 own_uncached=0 wall_cached=0 own_cached=0
for _ in $(seq "$rounds"); do
    clear_decks
    measure uncached false wall_uncached own_uncached
    for _ in 1 2 3 4 5 6; do post_deck "$body" "$answer" >/dev/null; done # into every worker's memory
    measure cached true wall_cached own_cached
done

# row NAME UNCACHED CACHED
row() {
    printf '%-28s %12s %12s %11s %%\n' "$1" "$(milliseconds "$(bc -l <<<"$2 / $rounds")")" \
        "$(milliseconds "$(bc -l <<<"$3 / $rounds")")" "$(printf '%.1f' "$(bc -l <<<"(1 - $3 / $2) * 100")")"
}
printf '%-28s %12s %12s %13s\n' "mean of $rounds rounds" 'uncached ms' 'cached ms' improvement
row 'wall time' "$wall_uncached" "$wall_cached"
row "the answers' generation_time" "$own_uncached" "$own_cached"
