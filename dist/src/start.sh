# Starts Java with the thread and memory settings the numbers in docs/results were measured with. Read by the launchers of
# the checkout and of the archive, which set java, java_major and jar.

# The folders of this process's control groups that may limit a resource, from its own upwards: those of a container, and those of a
# job that a batch system or systemd started.
control_groups() {
    awk -F: -v controller="$1" '
        $2 == "" { folder = "/sys/fs/cgroup" $3 }
        $2 != "" && ("," $2 ",") !~ ("," controller ",") { next }
        $2 != "" { folder = "/sys/fs/cgroup/" controller $3 }
        { while (folder ~ "^/sys/fs/cgroup") { print folder; sub("/[^/]*$", "", folder) } }' /proc/self/cgroup 2>/dev/null || true
}

# Threads: physical cores (a second thread on the same core slows convolutions), within what this process may use.
physical_cores() {
    if [ "$(uname)" = Darwin ]; then
        sysctl -n hw.physicalcpu
        return
    fi
    usable=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
    cores=$(cat /sys/devices/system/cpu/cpu[0-9]*/topology/thread_siblings_list 2>/dev/null | sort -u | wc -l)
    if [ "$cores" -lt 1 ] || [ "$cores" -gt "$usable" ]; then cores=$usable; fi
    for folder in $(control_groups cpu); do
        { read -r quota period <"$folder/cpu.max" ||
            { read -r quota <"$folder/cpu.cfs_quota_us" && read -r period <"$folder/cpu.cfs_period_us"; }; } 2>/dev/null || continue
        case $quota in max | -1) continue ;; esac
        granted=$(((quota + period - 1) / period))
        [ "$cores" -le "$granted" ] || cores=$granted
    done
    echo "$cores"
}

# Memory in MiB, the limit of the container or the job if that is less.
memory() {
    if [ "$(uname)" = Darwin ]; then
        echo $(($(sysctl -n hw.memsize) / 1048576))
        return
    fi
    mib=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || true)
    mib=${mib:-4096}
    for folder in $(control_groups memory); do
        { read -r limit <"$folder/memory.max" || read -r limit <"$folder/memory.limit_in_bytes"; } 2>/dev/null || continue
        if [ "$limit" != max ] && [ $((limit / 1048576)) -lt "$mib" ]; then mib=$((limit / 1048576)); fi
    done
    echo "$mib"
}

cores=$(physical_cores)
mib=$(memory)
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-$cores}" OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
# Training frees large arrays and takes them again every step: glibc must not give their pages back in between. What trains nothing gives
# them back, so that the memory in which a large file was loaded is not kept beside all that follows.
case ${1:-} in
    inspect | prune | convert | verify) ;;
    *)
        export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-4294967296}"
        export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-17179869184}" MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-268435456}"
        ;;
esac
# In the C locale Java could not even open a file whose name is not ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) ;;
    *) [ "$(uname)" = Darwin ] || export LC_ALL=C.UTF-8 ;;
esac

if [ -z "${spark:-}" ]; then
    set -- -jar "$jar" "$@"
else
    export SPARK_HOME="${SPARK_HOME:-$root/spark/target/home}"
    [ -d "$SPARK_HOME/jars" ] ||
        fail "--spark needs Apache Spark 4.2, and there is none in '$SPARK_HOME'. Set SPARK_HOME to where it is, or unset it: then its jars are fetched."
    # Spark's jars first, as on its workers; the job's manifest names Coppice
    export CLASSPATH="$SPARK_HOME/jars/*:$spark"
    set -- dev.coppice.cli.Coppice "$@"
    for package in lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic; do
        set -- --add-opens="java.base/java.$package=ALL-UNNAMED" "$@"
    done
    for package in jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
        set -- --add-opens="java.base/$package=ALL-UNNAMED" "$@"
    done
fi
set -- -Dcoppice.cores="$cores" "$@"
# The widths of the terminals that progress and results go to; none, and they come as plain lines without colours.
if [ -t 2 ]; then
    columns=$(stty size <&2 2>/dev/null | awk '{ print $2 }')
    set -- -Dcoppice.terminal="${columns:-80}" "$@"
fi
if [ -t 1 ]; then
    columns=$(stty size <&1 2>/dev/null | awk '{ print $2 }')
    set -- -Dcoppice.screen="${columns:-80}" "$@"
fi
if [ "$java_major" -ge 23 ]; then set -- --sun-misc-unsafe-memory-access=allow "$@"; fi
# A quarter of the memory for Java's heap, the rest for arrays outside it.
exec "$java" -XX:+UseSerialGC -Xmx$((mib / 4))m -Djava.awt.headless=true -Dfile.encoding=UTF-8 \
    -Dorg.bytedeco.javacpp.maxbytes=$((mib * 7 / 10))m -Dorg.bytedeco.javacpp.maxphysicalbytes=$((mib * 9 / 10))m \
    ${COPPICE_JAVA_OPTIONS:-} "$@"
