# What the scripts share: where the server is, that it is there, and one way to ask for a deck.
# Sourced, not run.
set -euo pipefail
export LC_ALL=C # a decimal point, in every country

BASE_URL=${BASE_URL:-http://127.0.0.1:8000}
BASE_URL=${BASE_URL%/}
API=$BASE_URL/api/generate

die() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

need() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || die "$tool is needed and not installed"
    done
}

need curl jq bc

require_server() {
    curl --silent --max-time 5 --output /dev/null "$BASE_URL/" ||
        die "no server answers at $BASE_URL: start it with 'make run', or set BASE_URL"
}

# post_deck BODY OUTFILE: prints "<status> <seconds>", the answer goes to OUTFILE. With TOKEN, as its user.
post_deck() {
    curl --silent --show-error --max-time "${MAX_TIME_S:-120}" --output "$2" \
        --write-out '%{http_code} %{time_total}\n' \
        ${TOKEN:+--header "Authorization: Bearer $TOKEN"} \
        --header 'Content-Type: application/json' --data-binary "$1" "$API/presentation/"
}

performance() {
    curl --silent --show-error --fail --max-time 10 \
        ${TOKEN:+--header "Authorization: Bearer $TOKEN"} "$API/performance/"
}

# decimal NUMBER: without an exponent, which jq writes for what is very small and bc does not read.
decimal() {
    printf '%.9f' "$1"
}

# milliseconds SECONDS
milliseconds() {
    printf '%.1f' "$(bc -l <<<"$(decimal "$1") * 1000")"
}

# deck_body PROMPT: a complete three-slide deck of the caller's own words.
deck_body() {
    jq --null-input --compact-output --arg prompt "$1" '{
        prompt: $prompt,
        content: [
            {title_text: $prompt, subtitle_text: "Made by a script"},
            {heading_text: "What was asked", bullet_points: ["One deck", "Three slides", "No model"]},
            {heading_text: "What to look at", left_column: ["Duration", "Cache level"],
             right_column: ["File size", "Warnings"]}
        ]
    }'
}

# explain_failure OUTFILE STATUS: the error of an answer that is no deck.
explain_failure() {
    local message
    message=$(jq --raw-output '"\(.error.code): \(.error.message) \(.error.details // {} | tojson)"' "$1" 2>/dev/null) ||
        message=$(head -c 200 "$1")
    die "the server answered $2: $message"
}

show_overall() {
    jq --raw-output '
        .cache_statistics as $c |
        (["memory_cache", "django_cache", "file_cache"][] |
            "  \(. | sub("_cache"; "") | (. + "        ")[:8]) \($c[.].hits) hits, \($c[.].misses) misses, \($c[.].hit_rate_percent) %"),
        "  overall  \($c.overall.total_hits) hits, \($c.overall.total_misses) misses, \($c.overall.overall_hit_rate) %, \($c.overall.speed_improvement // "-") of the time saved"'
}
