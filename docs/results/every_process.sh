#!/usr/bin/env bash
# What `inspect` and `prune --prune 0.5` take as whole processes, for every graph of ../shared: user and system seconds, and the largest
# resident set. Weights that a file leaves out are filled in before, into a file. A row for each command goes to OUT/every-process.csv; rows
# that are there stay, so the same command goes on where it was stopped.
# On Linux, with a JDK:   docs/results/every_process.sh OUT [GRAPH.onnx...]
set -euo pipefail
[ "$#" -ge 1 ] || { echo "Usage: docs/results/every_process.sh OUT [GRAPH.onnx...]" >&2; exit 2; }
[ -r /proc/self/status ] || { echo "every_process: there is no /proc here: nothing was measured." >&2; exit 2; }
out=$(mkdir -p "$1" && cd "$1" && pwd)
shift
shared=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../shared" && pwd)
[ "$#" -ge 1 ] || set -- "$shared"/{cases,zoo/small,zoo,corpus}/*.onnx
coppice=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/coppice
table=$out/every-process.csv
work=$out/work
ticks=$(getconf CLK_TCK)
[ -s "$table" ] || echo "graph,command,exit,seconds,megabytes" >"$table"

# Runs a command, looks at its process every tenth of a second, and sets code, seconds and megabytes.
measure() {
    "$@" >"$work/out" 2>"$work/err" &
    local process=$! now
    seconds=0 megabytes=0
    while now=$(awk -v ticks="$ticks" '
        / / && FILENAME ~ /stat$/ { seconds = ($14 + $15 + $16 + $17) / ticks }
        $1 == "VmHWM:" { printf "%.1f %d\n", seconds, $2 * 1024 / 1000000 }' /proc/$process/stat /proc/$process/status 2>/dev/null) &&
        [ -n "$now" ]; do
        read -r seconds megabytes <<<"$now"
        sleep 0.1
    done
    code=0
    wait $process || code=$?
}

# The same, with a size where the network leaves it open.
sized() {
    measure "$@"
    if grep -q "leaves the size of its input open" "$work/err"; then measure "$@" --size 64x96; fi
}

row() { # a graph's name and a command, which was just measured
    echo "$1,$2,$code,$seconds,$megabytes" | tee -a "$table"
}

"$coppice" --version >/dev/null # builds
for graph in "$@"; do
    name=${graph#"$shared"/}
    name=${name%.onnx}
    [ "$(grep -c "^$name," "$table")" -lt 2 ] || continue
    sed -i "\\|^$name,|d" "$table" # of a graph that was begun
    rm -rf "$work"
    mkdir "$work"
    model=$graph
    sized "$coppice" prune "$model" --prune 0.5 --out "$work/pruned.onnx"
    if grep -q -- "--fill-weights" "$work/err"; then
        model=$work/source.onnx
        sized "$coppice" prune "$graph" --fill-weights 1 --prune 0 --out "$model"
        sized "$coppice" prune "$model" --prune 0.5 --out "$work/pruned.onnx"
    fi
    row "$name" prune
    sized "$coppice" inspect "$model"
    row "$name" inspect
done
rm -rf "$work"
