# Starts Java with the thread and memory settings the numbers in docs/results were measured with. Read by the launchers of
# the checkout and of the archive, which set java, java_major and jar.

# Threads: physical cores (a second thread on the same core slows convolutions), within what this process may use.
physical_cores() {
    if [ "$(uname)" = Darwin ]; then
        sysctl -n hw.physicalcpu
        return
    fi
    usable=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
    cores=$(cat /sys/devices/system/cpu/cpu[0-9]*/topology/thread_siblings_list 2>/dev/null | sort -u | wc -l)
    if [ "$cores" -lt 1 ] || [ "$cores" -gt "$usable" ]; then cores=$usable; fi
    if read -r quota period 2>/dev/null </sys/fs/cgroup/cpu.max && [ "$quota" != max ]; then
        granted=$(((quota + period - 1) / period))
        [ "$cores" -le "$granted" ] || cores=$granted
    fi
    echo "$cores"
}

# Memory in MiB, the container's limit if that is less.
memory() {
    if [ "$(uname)" = Darwin ]; then
        echo $(($(sysctl -n hw.memsize) / 1048576))
        return
    fi
    mib=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || true)
    mib=${mib:-4096}
    for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
        if read -r limit 2>/dev/null <"$file" && [ "$limit" != max ] && [ $((limit / 1048576)) -lt "$mib" ]; then
            mib=$((limit / 1048576))
        fi
    done
    echo "$mib"
}

cores=$(physical_cores)
mib=$(memory)
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-$cores}" OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
# Large arrays are freed and taken again every step: glibc must not give their pages back in between.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-4294967296}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-17179869184}" MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-268435456}"
# In the C locale Java could not even open a file whose name is not ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) ;;
    *) [ "$(uname)" = Darwin ] || export LC_ALL=C.UTF-8 ;;
esac

set -- -Dcoppice.cores="$cores" -jar "$jar" "$@"
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
