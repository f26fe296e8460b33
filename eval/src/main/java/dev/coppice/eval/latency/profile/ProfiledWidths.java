package dev.coppice.eval.latency.profile;

import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.eval.latency.ConvolutionChain;
import dev.coppice.eval.latency.MachineWidths;
import dev.coppice.eval.latency.StaircaseTimes;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The widths that suit a profiled machine. Chains of convolutions of 4, 8, … 64 channels are rows of its profile. */
public final class ProfiledWidths {
    private ProfiledWidths() {}

    /** The networks that must be timed. */
    public static List<MicroNetwork> rows() {
        return ConvolutionChain.all().stream().map(ProfiledWidths::row).toList();
    }

    private static MicroNetwork row(ConvolutionChain chain) {
        Network network = chain.network();
        return MicroGraph.bare(
                "4 convolutions of " + chain.channels() + " channels",
                network.graph(),
                network.shapes(network.batch()));
    }

    /**
     * The staircase in the times. If they show none, an assumed one with blocks of 16, which says so.
     *
     * @param machine machine of the times
     * @throws dev.coppice.models.InvalidInputException if the table lacks the times and cannot get them
     */
    public static WidthStaircase of(ProfiledMachine machine, LatencyTable table) {
        table.require(rows());
        SortedMap<Integer, Double> millis = new TreeMap<>();
        for (ConvolutionChain chain : ConvolutionChain.all()) {
            double time = table.milliseconds(row(chain));
            if (Double.isFinite(time)) {
                millis.put(chain.channels(), time);
            }
        }
        StaircaseTimes times = new StaircaseTimes(millis);
        return times.staircase(machine.toString())
                .orElseGet(() -> MachineWidths.assumed("the profile of " + machine + " shows no even steps (edges at "
                        + times.edges() + " channels)"));
    }
}
