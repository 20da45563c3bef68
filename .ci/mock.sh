# For scripts that ask a mock: start_mock COMMAND… waits until it is ready and sets url and pid; stop_mock sends SIGTERM and fails where
# the mock needs longer than 3 seconds to end. $folder is theirs, and is removed at the end.
# shellcheck shell=bash
folder=$(mktemp -d)
pid=
# npx passes SIGTERM on, and SIGKILL to nobody.
trap '[ -z "$pid" ] || { kill -TERM "$pid" && sleep 3; kill -KILL "$pid"; } 2>/dev/null || true; rm -rf "$folder" || true' EXIT

start_mock() {
  "$@" >"$folder/out" 2>"$folder/err" &
  pid=$!
  until url=$(sed -n 's/^ready //p' "$folder/out") && [ -n "$url" ]; do
    kill -0 "$pid" || { cat "$folder/out" "$folder/err" >&2; return 1; }
    sleep 0.1
  done
}

stop_mock() {
  local begun=$SECONDS
  kill -TERM "$pid"
  wait "$pid" || [ $? -eq 143 ]
  pid=
  [ $((SECONDS - begun)) -le 3 ] || { echo "the mock ended only after $((SECONDS - begun)) seconds" >&2; return 1; }
}
