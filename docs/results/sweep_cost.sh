#!/usr/bin/env bash
# What sweeps on two workers send and take, beside the model of sweep-cost.md: one of a point for each worker, and one of POINTS (60, an even
# number from 4).
# Each machine is a network namespace of its own, so that the counters of its network card are what was sent to it.
# For root on Linux, with a JDK, ip and unshare:   docs/results/sweep_cost.sh OUT [POINTS]
set -euo pipefail
for tool in ip unshare jcmd jar; do
    command -v $tool >/dev/null || { echo "sweep_cost: '$tool' is not here; see the first lines of this file." >&2; exit 2; }
done
if ! ip netns add coppice-try 2>/dev/null; then
    echo "sweep_cost: no network namespace can be made here (root on Linux can): nothing was measured." >&2
    exit 2
fi
ip netns del coppice-try
[ "$#" -ge 1 ] || { echo "Usage: docs/results/sweep_cost.sh OUT [POINTS]" >&2; exit 2; }
out=$(mkdir -p "$1" && cd "$1" && pwd)
points=${2:-60}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

network() { # up or down
    for i in 1 2 3; do
        if [ "$1" = down ]; then
            ip netns del "coppice$i" 2>/dev/null || true
            rm -rf "/etc/netns/coppice$i"
            continue
        fi
        ip netns add "coppice$i"
        ip link add "cop$i" type veth peer name eth0 netns "coppice$i"
        ip link set "cop$i" master copbridge up
        ip -n "coppice$i" link set lo up
        ip -n "coppice$i" addr add "10.77.9.$i/24" dev eth0
        ip -n "coppice$i" link set eth0 up
        mkdir -p "/etc/netns/coppice$i"
        printf '127.0.0.1 localhost\n10.77.9.1 m1\n10.77.9.2 m2\n10.77.9.3 m3\n' >"/etc/netns/coppice$i/hosts"
    done
}

at() { # a command on machine 1, 2 or 3, as one process
    local i=$1
    shift
    SPARK_LOCAL_IP=10.77.9.$i exec ip netns exec "coppice$i" unshare -u sh -c 'hostname "$0"; exec "$@"' "m$i" "$@"
}

received() { ip netns exec "coppice$1" awk '/eth0/ { print $2 }' /proc/net/dev; }

sweep() { # a name, and seeds
    (COPPICE_JAVA_OPTIONS=-Xmx1g at 1 ./coppice sweep "$out/toy.onnx" --data street-scenes --out "$out/$1" --prune 0.5 --round 1 \
        --steps 2 --batch 2 --seeds "$2" --spark spark://m1:7077) >"$out/$1.log" 2>&1 &
    driver=$!
    while sleep 12 && kill -0 $driver 2>/dev/null; do
        if jcmd $driver GC.run >/dev/null 2>&1; then
            heap=$(jcmd $driver GC.heap_info | awk '/generation/ { gsub(/.*used /, ""); sum += $1 } END { print int(sum / 1000) }')
            echo "  $(($(wc -l 2>/dev/null <"$out/$1/sweep.csv" || echo 1) - 1)) rows, live heap ${heap} MB"
        fi
    done
    wait $driver
}

# The clock of the executors of the last sweep: f, a machine's first point; t, a point; and from the first task to the last result.
clock() {
    app=$(ls -t "$out/work2" | grep '^app-' | head -n 1)
    cat "$out"/work[23]/"$app"/*/stderr | awk -v each=$((points / 2)) '
        / Running task| Finished task/ { split($2, clock, ":"); now = clock[1] * 3600 + clock[2] * 60 + clock[3] }
        / Running task/ && (!begun || now < begun) { begun = now }
        / Finished task/ { done[++n] = now; if (now > last) last = now }
        END {
            for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (done[j] < done[i]) { x = done[i]; done[i] = done[j]; done[j] = x }
            f = (done[1] + done[2]) / 2 - begun
            for (i = 3; i <= n; i++) waits[i] = done[i] - done[i - 2]
            for (i = 3; i <= n; i++) for (j = i + 1; j <= n; j++) if (waits[j] < waits[i]) { x = waits[i]; waits[i] = waits[j]; waits[j] = x }
            t = waits[int((n + 3) / 2)]
            printf "Time: f %.0f s, t %.0f s (median); all points predicted f + %d t = %.0f s, measured %d s\n", f, t, each - 1, f + (each - 1) * t, last - begun
        }'
}

trap 'kill $(jobs -p) 2>/dev/null || true; wait; network down; ip link del copbridge' EXIT
spark/node fetch
./coppice train unet --data street-scenes --widths 4,8 --steps 0 --out "$out/toy.onnx" >/dev/null
./coppice sweep --help --spark=none >/dev/null # builds the module
ip link add copbridge type bridge
ip link set copbridge up
network up
(at 1 spark/node master --host m1 --port 7077) >"$out/master.log" 2>&1 &
sleep 10
for i in 2 3; do
    (at $i spark/node worker --host "m$i" --cores 1 --memory 1g --work-dir "$out/work$i" spark://m1:7077) >"$out/worker$i.log" 2>&1 &
done
sleep 10

home=spark/target/home
jars=$(find spark/target/coppice-spark.jar cli/target/coppice.jar cli/target/lib -name '*.jar' ! -name 'slf4j-*' | while read -r jar; do
    [ -e "$home/jars/$(basename "$jar")" ] || wc -c <"$jar"
done | awk '{ sum += $1 } END { print sum }')
begun=($(received 1) $(received 2) $(received 3))
sweep two 1,2
two=($(received 1) $(received 2) $(received 3))
sweep many "$(seq -s, 1 "$points")"
many=($(received 1) $(received 2) $(received 3))
first() { echo $((two[$1] - begun[$1])); }
more() { echo $((many[$1] - two[$1] - two[$1] + begun[$1])); }

point=$(find "$out/many" -mindepth 1 -maxdepth 1 -name 'prune-*' | head -n 1)
folder=$(cd "$point" && jar cM . | wc -c)
inputs=$(jar cM -C "$out" toy.onnx -C "$out" toy.json -C "$out/many" .figures | wc -c)
rest=$((points / 2 - 1))
echo "Bytes to each worker, a point each: predicted $((jars + inputs + 23000)), measured $(first 1) and $(first 2)"
echo "Bytes to each worker for $rest points more: predicted $((rest * 23000)), measured $(more 1) and $(more 2)"
echo "Bytes to machine 1 for $((2 * rest)) points more: predicted $((2 * rest * (folder + 4000))), measured $(more 0)"
echo "Bytes of sweep.csv: $(wc -c <"$out/many/sweep.csv") for $points points"
clock
