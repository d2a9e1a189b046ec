#!/usr/bin/env bash
# Wears a home out: feeds arrive again and again, the loading program is killed at random instants, pages are asked for all the while.
# At the end the home must hold exactly what a home holds that was loaded once and in peace, and the server must not have grown without end.
# SOAK_SECONDS (default 300) says how long, SOAK_POSTS (default 60000) how many posts there are.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${SOAK_SECONDS:-300}"
posts="${SOAK_POSTS:-60000}"
arasha="${CARGO_TARGET_DIR:-target}/release/arasha"
[ -x "$arasha" ] || { echo "$arasha is missing: run make soak"; exit 1; }
work="$(mktemp -d)"
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

load() { "$arasha" --json --home "$1" ingest "$2" --ground "a soak test" --keep-days 1; }
# How many posts a home holds, and its networks, in one line.
told() {
    local kept networks
    kept=$("$arasha" --json --home "$1" sources | awk -F'"posts":' '{ split($2, a, /[,}]/); sum += a[1] } END { print sum + 0 }')
    networks=$("$arasha" --json --home "$1" networks | sha256sum | cut -c1-16)
    echo "$kept posts, networks $networks"
}
resident() { awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$1/status"; }

echo "making $posts posts" >&2
cargo run -q --release --locked -p xtask -- bench-feed "$posts" >"$work/feed.jsonl"
mkdir "$work/parts"
split -n l/12 --additional-suffix=.jsonl "$work/feed.jsonl" "$work/parts/"
load "$work/calm" "$work/feed.jsonl" >/dev/null
calm=$(told "$work/calm")
echo "loaded once in peace: $calm" >&2

"$arasha" --json --home "$work/home" serve --alone --port 0 >"$work/serve" 2>"$work/serve.err" &
server=$!
for _ in $(seq 100); do grep -q http "$work/serve" "$work/serve.err" 2>/dev/null && break; sleep 0.1; done
address=$(grep -ohE 'http://127\.0\.0\.1:[0-9]+' "$work/serve" "$work/serve.err" | head -n 1)
[ -n "$address" ] || { echo "the workbench did not start"; cat "$work/serve.err"; exit 1; }
first=$(resident "$server")

RANDOM=7
deadline=$((SECONDS + seconds))
killed=0 asked=0 refused=0
while [ "$SECONDS" -lt "$deadline" ]; do
    for part in "$work"/parts/*.jsonl; do
        [ "$SECONDS" -lt "$deadline" ] || break
        load "$work/home" "$part" >/dev/null 2>&1 &
        loading=$!
        for page in / "/?group=none" "/search?q=работа" /sources; do
            curl -fsS -o /dev/null --max-time 20 "$address$page" 2>>"$work/curl.err" && asked=$((asked + 1)) || refused=$((refused + 1))
        done
        sleep "0.$((RANDOM % 10))"
        if kill -9 "$loading" 2>/dev/null; then killed=$((killed + 1)); fi
        wait "$loading" 2>/dev/null || true
    done
done
last=$(resident "$server")
kill "$server"; wait "$server" 2>/dev/null || true
server=""

load "$work/home" "$work/feed.jsonl" >/dev/null
worn=$(told "$work/home")
echo "killed $killed times, $asked pages answered, $refused not; server $first MB at first, $last MB at last" >&2
echo "after all that: $worn" >&2
[ "$calm" = "$worn" ] || { echo "the worn home differs from the calm one"; exit 1; }
[ "$refused" = 0 ] || { echo "pages were refused:"; sort "$work/curl.err" | uniq -c | head; exit 1; }
[ "$last" -lt $((first + 600)) ] || { echo "the server grew from $first to $last MB"; exit 1; }
echo "nothing was lost and nothing is half there"
