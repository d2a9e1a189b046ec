#!/usr/bin/env bash
# Measures what the goals name, on invented input, and prints one table. `make bench` builds arasha before; a run takes some minutes.
# BENCH_POSTS (default 200000) sets the size of the feed, BENCH_LIMIT (default 300) the seconds after which one measurement is given up.
set -euo pipefail
cd "$(dirname "$0")/.."

posts="${BENCH_POSTS:-200000}"
limit="${BENCH_LIMIT:-300}"
target="${CARGO_TARGET_DIR:-target}"
arasha="$target/release/arasha"
work="$(mktemp -d)"
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
table="$work/table"
: >"$table"

row() { printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$5" >>"$table"; }
skip() { row "$1" "$2" "skipped: $3" "" ""; }
# The value that a measuring program printed under a name.
value() { awk -F'\t' -v name="$2" '$1 == name { print $2 }' "$1"; }
# The number before a word in a line that begins so.
number() { sed -nE "s/^$2.* ([0-9][0-9.]*) $3.*/\1/p" "$1" | head -n 1; }
# Runs a command and leaves its wall seconds in $took and its peak memory in MB in $peak.
measure() {
    local start pid now
    start=$(date +%s.%N)
    timeout "$limit" "$@" >"$work/out" 2>"$work/err" &
    pid=$!
    peak=0
    while kill -0 "$pid" 2>/dev/null; do
        now=$(cat "/proc/$(pgrep -P "$pid" 2>/dev/null | head -n 1)/status" 2>/dev/null | awk '/VmHWM/ { print int($2 / 1024) }' || true)
        [ "${now:-0}" -gt "$peak" ] && peak=$now
        sleep 0.05
    done
    wait "$pid" && ok=yes || ok=no
    took=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')
    [ "$ok" = yes ] || { head -n 3 "$work/err" >&2; }
}
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.0f", n / s }'; }

[ -x "$arasha" ] || { echo "$arasha is missing: run make bench"; exit 1; }

echo "making $posts posts" >&2
cargo run -q --release --locked -p xtask -- bench-feed "$posts" >"$work/feed.jsonl"
cargo run -q --release --locked -p xtask -- bench-texts 20000 >"$work/texts.txt"
cargo run -q --release --locked -p xtask -- bench-phones 20000 >"$work/phones.tsv"
bytes=$(awk -v b="$(stat -c %s "$work/feed.jsonl")" -v n="$posts" 'BEGIN { printf "%.0f", b / n }')

echo "check" >&2
measure "$arasha" --json check "$work/feed.jsonl"
[ "$ok" = yes ] && row "check" ">= 40000" "$(rate "$posts" "$took")" "posts/s" "$posts posts, $bytes bytes a line, peak $peak MB" || skip check ">= 40000" "see above"

echo "ingest" >&2
measure "$arasha" --json --home "$work/home" ingest "$work/feed.jsonl" --ground "a measurement" --keep-days 1
[ "$ok" = yes ] && row "ingest, linking too" ">= 20000" "$(rate "$posts" "$took")" "posts/s" "peak $peak MB" || skip ingest ">= 20000" "see above"
measure "$arasha" --json --home "$work/home" ingest "$work/feed.jsonl" --ground "a measurement" --keep-days 1
[ "$ok" = yes ] && row "ingest of the same again" "" "$(rate "$posts" "$took")" "posts/s" "adds nothing" || skip "ingest again" "" "see above"

echo "join, phones" >&2
if cargo build -q --release --locked -p signals --example bench_signals; then
    measure "$target/release/examples/bench_signals" join "$work/texts.txt"
    row "near-duplicate join of 20000" "< 0.3" "$(value "$work/out" join-seconds)" "s" "$(value "$work/out" join-pairs) pairs, exact"
    measure "$target/release/examples/bench_signals" phones "$work/phones.tsv"
    row "phones in 18 disguises" "" "$(value "$work/out" phones-per-second)" "phones/s" "one core"
    row "phones read right" ">= 98" "$(value "$work/out" phones-right)" "%" ""
else
    skip "join, phones" "" "bench_signals does not build"
fi

peer() { # package, task, file
    if [ ! -x "$work/venv/bin/pip" ] && ! python3 -m venv "$work/venv" 2>/dev/null; then why="python3 venv is missing"; return 1; fi
    timeout 180 "$work/venv/bin/pip" install -q --disable-pip-version-check "$1" 2>"$work/err" || { why="$1 does not install from PyPI"; return 1; }
    measure "$work/venv/bin/python" xtask/peers.py "$2" "$3"
    [ "$ok" = yes ] || { why="$1 failed or took more than $limit s"; return 1; }
    version=$("$work/venv/bin/pip" show --disable-pip-version-check "$1" 2>/dev/null | awk '/^Version/ { print $2 }')
}
echo "peers" >&2
if peer datasketch join "$work/texts.txt"; then
    row "  peer: datasketch $version" "" "$(value "$work/out" join-seconds)" "s" "$(value "$work/out" join-pairs) pairs, estimated"
else skip "  peer: datasketch" "" "$why"; fi
if peer phonenumbers phones "$work/phones.tsv"; then
    row "  peer: phonenumbers $version" "" "$(value "$work/out" phones-per-second)" "phones/s" "$(value "$work/out" phones-right) % right"
else skip "  peer: phonenumbers" "" "$why"; fi

echo "networks" >&2
if [ -f crates/network/examples/bench_network.rs ] && cargo build -q --release --locked -p network --example bench_network; then
    measure "$target/release/examples/bench_network"
    cp "$work/out" "$work/network"
    row "linking of $(number "$work/network" linking: posts) posts" "< 30" "$(number "$work/network" linking: 's,')" "s" "$(sed -n 's/^linking: //p' "$work/network"); peak $peak MB (goal < 4096)"
    row "mirror families" "" "$(sed -nE 's/^mirrors:.* ([0-9.]+) s$/\1/p' "$work/network")" "s" "$(sed -nE 's/^mirrors: (.*), [0-9.]+ s$/\1/p' "$work/network")"
else
    skip "linking, mirrors" "< 30" "bench_network does not build"
fi

echo "record" >&2
if cargo build -q --release --locked -p store --example bench_store; then
    measure "$target/release/examples/bench_store" commands "$work/commands.sqlite" 5
    row "commands, SQLite, 16 writers" ">= 5000" "$(value "$work/out" commands-per-second)" "a second" "99th percentile $(value "$work/out" command-p99) ms"
    measure "$target/release/examples/bench_store" verify "$work/verify.sqlite" 1000000
    row "verification of 1,000,000 entries" "< 20" "$(value "$work/out" verify-seconds)" "s" "SQLite; peak $peak MB"
else
    skip "record" "" "bench_store does not build"
fi

echo "vault" >&2
if cargo build -q --release --locked -p vault --example bench_vault; then
    head -c 200000000 /dev/urandom >"$work/noise"
    head -c 200000000 "$work/feed.jsonl" >"$work/text"
    for one in noise text; do
        measure bash -c 'md5sum "$0" && sha256sum "$0"' "$work/$one"
        both=$(rate "$(($(stat -c %s "$work/$one") / 1000))" "$(awk -v s="$took" 'BEGIN { print s * 1000 }')")
        measure "$target/release/examples/bench_vault" seal "$work/sealing" "$work/$one"
        row "sealing, $one" ">= $both" "$(value "$work/out" "seal-$one")" "MB/s" "durable; the goal is md5sum, then sha256sum"
        rm "$work/$one"
    done
    measure "$target/release/examples/bench_vault" check "$work/checking" 2000
    row "deep check of 2 GB" "" "$(value "$work/out" check-deep)" "MB/s" "four hashes, decrypting; quick $(value "$work/out" check-quick); read, MD5 and SHA-256 only: $(value "$work/out" read-md5-sha256)"
    rm -rf "$work/sealing" "$work/checking"
else
    skip "vault" "" "bench_vault does not build"
fi

echo "pages" >&2
# The middle of seven askings, in milliseconds.
page() {
    local times
    times=$(for _ in 1 2 3 4 5 6 7; do curl -fsS --compressed -o /dev/null -w '%{time_total}\n' "$address$1" || echo 99; done | sort -n)
    awk 'NR == 4 { printf "%.0f", $1 * 1000 }' <<<"$times"
}
"$arasha" --home "$work/home" serve --alone --port 0 >"$work/serve" 2>&1 &
server=$!
for _ in $(seq 100); do grep -q http "$work/serve" && break; sleep 0.1; done
address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/serve" | head -n 1)
network=$("$arasha" --json --home "$work/home" networks --limit 1 | sed -E 's/^\{"network":"([^"]*)".*/\1/')
for one in "queue /" "queue_by_posts /?group=none" "queue_of_band_high /?band=high" "network /network?id=$network" "search /search?q=работа" "sources /sources" "mirrors /mirrors"; do
    read -r name path <<<"$one"
    row "page: ${name//_/ }" "< 50" "$(page "$path")" "ms" "of $posts posts read"
done
kill "$server"
wait "$server" 2>/dev/null || true
server=""

echo "people at work" >&2
# On the sample feed: what is measured is the door, the rights, the log and the pages; a million posts have rows of their own above.
if cargo build -q --release --locked -p workbench --example load; then
    crowd="$work/crowd"
    "$arasha" --home "$crowd" ingest fixtures/sample --sources fixtures/sample/sources.toml >/dev/null 2>&1
    "$target/release/examples/load" prepare "$crowd" 400
    "$arasha" --json --home "$crowd" serve --port 0 >"$work/serve" 2>&1 &
    server=$!
    for _ in $(seq 100); do grep -q http "$work/serve" && break; sleep 0.1; done
    address=$(grep -oE 'http://localhost:[0-9]+' "$work/serve" | head -n 1)
    "$target/release/examples/load" run "$address" "$crowd" 60 | tee "$work/people" >&2
    row "400 people, 2 requests/s each, p99" "< 100" "$(awk '$1 == "all" { print $5 }' "$work/people")" "ms" "one in ten decides; client on the same cores"
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=""
else
    skip "400 people" "< 100" "the load example does not build"
fi

echo
echo "$(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(rustc --version), load $(cut -d' ' -f1 /proc/loadavg)"
{ printf 'what\tgoal\tmeasured\tunit\tremarks\n'; cat "$table"; } | awk -F'\t' '{ printf "%-34s %-9s %14s  %-10s %s\n", $1, $2, $3, $4, $5 }'
[ -s "$work/network" ] && { echo; echo "networks:"; cat "$work/network"; }
exit 0
