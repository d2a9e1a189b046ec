#!/usr/bin/env bash
# Asks the API what its document says and what it does not say (schemathesis), with invented people in a home of their own.
#
# Wants the program and the example `api_home` built: BIN names their folder (default target/debug). Seed and time are fixed:
# SEED (default 20261122), SECONDS_EACH (default 40) for each of the two tokens. Exits with 1 where the API breaks its word.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
bin=${BIN:-${CARGO_TARGET_DIR:-$root/target}/debug}
venv=${VENV:-${CARGO_TARGET_DIR:-$root/target}/schemathesis}
seed=${SEED:-20261122}
seconds=${SECONDS_EACH:-40}

# The tools: exact editions with their hashes.
if ! cmp -s "$root/tests/api/requirements.txt" "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$root/tests/api/requirements.txt"
  cp "$root/tests/api/requirements.txt" "$venv/requirements.txt"
fi

work=$(mktemp -d)
server=
end() {
  # Only the server that was started here.
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$work"
}
trap end EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
origin=http://localhost:$port
"$bin/arasha" --home "$work/home" ingest "$root/fixtures/sample" --sources "$root/fixtures/sample/sources.toml" >/dev/null 2>&1
"$bin/examples/api_home" "$work/home" "$origin" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$work/tokens"
"$bin/arasha" --home "$work/home" serve --port "$port" >"$work/server.out" 2>"$work/server.log" &
server=$!
for _ in $(seq 100); do
  curl -sf "$origin/healthz" >/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$work/server.log"; exit 1; }
  sleep 0.2
done
"$bin/arasha" openapi >"$work/openapi.json"

cd "$work"
failed=0
while read -r token; do
  "$venv/bin/schemathesis" --config-file "$root/tests/api/schemathesis.toml" run "$work/openapi.json" --url "$origin/api/v1" \
    --header "Authorization: Bearer $token" --checks all --rate-limit 20/s --seed "$seed" --max-time "$seconds" \
    --phases examples,coverage,fuzzing,stateful --generation-database none --no-color || failed=1
  # A token makes no trace: neither on the way nor where something goes wrong.
  if grep -qF "$token" "$work/server.out" "$work/server.log"; then echo "a token stands in what the server wrote"; failed=1; fi
done <"$work/tokens"
grep -E "ERROR|panicked" "$work/server.log" && failed=1
exit "$failed"
