package dev.coppice.compress.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    private static final Resample HALF = new Resample(Resampling.AREA, new Grid(1, 2));

    @Test
    void what_is_written_is_read() {
        CompressionPlan plan = new CompressionPlan(
                "abc",
                List.of(
                        new PlanStep.CutChannels(
                                List.of(new PlanStep.ConstantCut("a", 1, 0, List.of(0, 2))),
                                List.of(new PlanStep.AttributeChange("a", "group", 2)),
                                List.of(new PlanStep.SizeChange("b", 1, List.of(-1L, 4L))),
                                List.of(new PlanStep.SumCut("m", 0, 1, List.of(0, 2), 4))),
                        new PlanStep.InsertResample("x", List.of("a"), HALF, "x/half"),
                        new PlanStep.ReplaceByResample("up", HALF),
                        new PlanStep.ReplaceByResample("down", new Resample(Resampling.DCT, new Grid(1, 2, 1, 4))),
                        new PlanStep.BypassNode("pool"),
                        new PlanStep.SetWindow("a", List.of(1, 1), List.of(1, 1), List.of(0, 0, 0, 0)),
                        new PlanStep.ResampleKernel("a", new KernelAxis(2 / 3.0, 1, 0), new KernelAxis(3, 2, -1e-17)),
                        new PlanStep.TransposedToConv("t"),
                        new PlanStep.ResampleConstant(
                                "sum",
                                1,
                                new ConstantPositions(
                                        Resampling.AREA,
                                        List.of(
                                                new ConstantPositions.PartedAxis(1, List.of(4, 6), 0),
                                                new ConstantPositions.PartedAxis(0, List.of(8), 0)),
                                        List.of(new ConstantPositions.Moved(List.of(0), 2)))),
                        new PlanStep.WeighPositions("softmax", -1, 1, 16, 0, 4),
                        new PlanStep.KeepLast("hidden", 1, List.of(8, 4), List.of(2, 4)),
                        new PlanStep.WriteOut("act")),
                List.of(Decision.changed("channels", "a", "3 → 2 channels")));

        assertThat(PlanFile.parse(PlanFile.format(plan), "plan.json")).isEqualTo(plan);
    }

    @Test
    void a_cut_without_sums_is_written_and_read_as_before_there_were_any() {
        CompressionPlan plan = new CompressionPlan(
                "abc",
                List.of(new PlanStep.CutChannels(
                        List.of(new PlanStep.ConstantCut("a", 1, 0, List.of(0, 2))), List.of(), List.of())),
                List.of());

        String json = PlanFile.format(plan);

        assertThat(json).doesNotContain("sums");
        assertThat(PlanFile.parse(json, "plan.json")).isEqualTo(plan);
    }

    @Test
    void grids_with_equal_axes_are_written_as_before_axes_could_differ() {
        String json = PlanFile.format(new CompressionPlan(
                "abc",
                List.of(
                        new PlanStep.ReplaceByResample("a", HALF),
                        new PlanStep.ReplaceByResample("b", new Resample(Resampling.AREA, new Grid(1, 2, 3, 4)))),
                List.of()));

        assertThat(json.replaceAll("\\s+", ""))
                .contains("\"grid\":{\"p\":1,\"q\":2}")
                .contains("\"grid\":{\"p\":1,\"q\":2,\"r\":3,\"s\":4}");
    }

    @Test
    void a_kernel_has_its_axes_under_their_names() {
        KernelAxis axis = new KernelAxis(0.5, 1, 0);
        CompressionPlan plan = new CompressionPlan(
                "abc",
                List.of(
                        new PlanStep.ResampleKernel("signal", axis),
                        new PlanStep.ResampleKernel("volume", axis, axis, axis)),
                List.of());

        String json = PlanFile.format(plan);

        assertThat(json.replaceAll("\\s+", ""))
                .contains(
                        "{\"step\":\"resample-kernel\",\"node\":\"signal\",\"width\":{\"step\":0.5,\"dilation\":1,\"offset\":0.0}}")
                .contains("\"node\":\"volume\",\"depth\":{\"step\":0.5,\"dilation\":1,\"offset\":0.0},\"height\":{");
        assertThat(PlanFile.parse(json, "plan.json")).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'' | No content to map due to end-of-input",
                "null | is null, expected an object",
                "[] | cannot be read: line 1: ",
                "{'network':'x','steps':[]} | Missing creator property 'decisions'",
                "{'network':'x','steps':[null],'decisions':[]} | cannot be read: line 1: ",
                "{'network':null,'steps':[],'decisions':[]} | Null value for creator property 'network'",
                "{'network':'x','steps':[{'step':'burn'}],'decisions':[]} | no step is called 'burn'",
                "{'network':'x','network':'y','steps':[],'decisions':[]} | Duplicate field 'network'",
                "{'network':'x','steps':[],'decisions':[],'extra':1} | Unrecognized field \"extra\"",
                "{'network':'x','steps':[],'decisions':[]} {} | Trailing token",
                "{'network':'x','steps':[{'step':'bypass-node','node':null}],'decisions':[]} | 'node'",
                "{'network':'x','steps':[{'step':'replace-by-resample','node':'a','resample':{'kind':'AREA','grid':"
                        + "{'p':3,'q':2}}}],'decisions':[]} | Grid 3/2 is not in (0, 1]",
                "{'network':'x','steps':[{'step':'replace-by-resample','node':'a','resample':{'kind':'AREA','grid':"
                        + "{'p':1,'q':2,'r':1}}}],'decisions':[]} | line 1: Missing creator property 's'",
                "{'network':'x','steps':[{'step':'replace-by-resample','node':'a','resample':{'kind':'AREA','grid':"
                        + "'1/2'}}],'decisions':[]} | cannot be read: line 1: ",
                "{'network':'x','steps':[{'step':'cut-channels','cuts':[{'node':'a','input':1,'axis':0,'keep':[1.5]}],"
                        + "'attributes':[],'sizes':[]}],'decisions':[]} | steps[0].cuts[0].keep[0]: expected a whole number",
                "{'network':'x','steps':[{'step':'resample-kernel','node':'a','across':{'step':1,'dilation':1,'offset':0}}],"
                        + "'decisions':[]} | steps[0]: a value is missing, or none that belongs there",
                "{'network':'x','steps':'all','decisions':[]} | line 1: steps: expected a list, found another kind of value",
                "{'network':'x','steps':[null],'decisions':[]} | a value is missing, or none that belongs there",
                "{'network':'x','steps':[{'step':'cut-channels','cuts':[{'node':'a','input':1,'axis':0,'keep':"
                        + "[99999999999]}],'attributes':[],'sizes':[]}],'decisions':[]} | out of range of int"
            })
    void what_is_no_plan_is_refused_with_its_line(String json, String message) {
        String text = json.equals("''") ? "" : json.replace('\'', '"');

        assertThatThrownBy(() -> PlanFile.parse(text, "p.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Plan 'p.json' ")
                .hasMessageContaining(message);
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path folder) {
        Path file = folder.resolve("plan.json");

        assertThatThrownBy(() -> PlanFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Plan '" + file + "' cannot be read: ");
    }
}
