#!/usr/bin/env bash
# Fuzzes signals, network, tlog, package and every parser of input, FUZZ_SECONDS each (default 60). `bash xtask/fuzz.sh reader input` takes only these.
# Finds stay in fuzz/artifacts, the grown corpus in fuzz/target/corpus; fuzz/seeds is only read.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${FUZZ_SECONDS:-60}"
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(unfold pattern model mirrors reader input notes package court)

if ! command -v c++ >/dev/null; then
    sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq && $sudo apt-get install -y -qq g++
fi
command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked

# No nightly needed: the stable compiler takes the fuzzer's flags so. There is no unsafe code of ours, so no sanitizer either, which
# makes it several times faster; overflow and debug assertions stay on.
export RUSTC_BOOTSTRAP=1

# Only what a target needs is built for it.
feature() {
    case "$1" in
        mirrors) echo network ;;
        input) echo input ;;
        notes) echo tlog ;;
        package) echo package ;;
        court) echo court ;;
        *) echo signals ;;
    esac
}

failed=()
for target in "${targets[@]}"; do
    grown="fuzz/target/corpus/$target"
    mkdir -p "$grown"
    echo "== $target, $seconds s"
    cargo fuzz run --sanitizer none --no-default-features --features "$(feature "$target")" "$target" "$grown" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -max_len=65536 -print_final_stats=1 -verbosity=0 || failed+=("$target")
done
if [ ${#failed[@]} -gt 0 ]; then
    echo "found something: ${failed[*]} (see fuzz/artifacts)"
    exit 1
fi
echo "nothing found"
