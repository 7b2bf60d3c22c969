#!/usr/bin/env bash
# Three complete decks, one for each template, with real content; saved as .pptx files.
# BASE_URL, OUT (./samples-out)
source "$(dirname "$0")/client.sh"
require_server

out=${OUT:-samples-out}
mkdir -p "$out" || die "cannot make the folder $out: set OUT to another one"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

for request in "$(dirname "$0")"/samples/*.json; do
    read -r status seconds < <(post_deck "@$request" "$answer")
    [ "$status" = 201 ] || explain_failure "$answer" "$status"
    read -r url filename slides template level < <(jq --raw-output \
        '"\(.file_url) \(.filename) \(.metadata.total_slides) \(.metadata.template_id) \(.metadata.cache_level)"' "$answer")
    curl --silent --show-error --fail --max-time 30 --output "$out/$filename" "$url" || die "could not download $url"
    printf '%-14s %s slides  %8s ms  cache: %-7s %s\n' "$template" "$slides" "$(milliseconds "$seconds")" "$level" "$out/$filename"
done
