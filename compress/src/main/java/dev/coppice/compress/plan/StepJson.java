package dev.coppice.compress.plan;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.WritableTypeId;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.coppice.models.resample.KernelAxis;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Steps in the JSON of plans: {@code step} names the kind. A cut without sums has no {@code sums}. A kernel has its space
 * axes under their names.
 */
final class StepJson {
    private static final String NO_SUMS = "no sums";
    private static final List<String> AXES = List.of("depth", "height", "width");

    private StepJson() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("steps");
        module.setMixInAnnotation(PlanStep.class, Step.class);
        module.setMixInAnnotation(PlanStep.CutChannels.class, Cut.class);
        module.addSerializer(new WrittenKernel());
        module.addDeserializer(PlanStep.ResampleKernel.class, new StdDelegatingDeserializer<>(new ReadKernel()));
        module.registerSubtypes(
                new NamedType(PlanStep.CutChannels.class, "cut-channels"),
                new NamedType(PlanStep.InsertResample.class, "insert-resample"),
                new NamedType(PlanStep.ReplaceByResample.class, "replace-by-resample"),
                new NamedType(PlanStep.BypassNode.class, "bypass-node"),
                new NamedType(PlanStep.SetWindow.class, "set-window"),
                new NamedType(PlanStep.ResampleKernel.class, "resample-kernel"),
                new NamedType(PlanStep.TransposedToConv.class, "transposed-to-conv"),
                new NamedType(PlanStep.SetSizes.class, "set-sizes"),
                new NamedType(PlanStep.ScaleOutput.class, "scale-output"),
                new NamedType(PlanStep.WeighPositions.class, "weigh-positions"),
                new NamedType(PlanStep.ResampleConstant.class, "resample-constant"),
                new NamedType(PlanStep.KeepLast.class, "keep-last"),
                new NamedType(PlanStep.WriteOut.class, "write-out"));
        return module;
    }

    /** The values of fields that a file may leave out. */
    static InjectableValues defaults() {
        return new InjectableValues.Std().addValue(NO_SUMS, List.of());
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
    private interface Step {}

    /** {@link PlanStep.CutChannels}, as Jackson sees it. */
    @SuppressWarnings("unused") // Jackson reads it
    private abstract static class Cut {
        @JsonCreator
        Cut(
                @JsonProperty("cuts") List<PlanStep.ConstantCut> cuts,
                @JsonProperty("attributes") List<PlanStep.AttributeChange> attributes,
                @JsonProperty("sizes") List<PlanStep.SizeChange> sizes,
                @JacksonInject(value = NO_SUMS, useInput = OptBoolean.TRUE) @JsonProperty("sums")
                        List<PlanStep.SumCut> sums) {}

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        abstract List<PlanStep.SumCut> sums();
    }

    /** A kernel's axes by their names. */
    @SuppressWarnings("unused") // Jackson makes it
    private record Kernel(String node, @JsonAnySetter Map<String, @Nullable KernelAxis> axes) {
        Kernel(String node, @Nullable Map<String, @Nullable KernelAxis> axes) {
            this.node = node;
            Map<String, @Nullable KernelAxis> given = new HashMap<>();
            if (axes != null) {
                given.putAll(axes);
            }
            if (!AXES.containsAll(given.keySet())) {
                throw new IllegalArgumentException("the axes of a kernel are " + AXES + ", not " + given.keySet());
            }
            this.axes = given;
        }
    }

    private static final class ReadKernel extends StdConverter<Kernel, PlanStep.ResampleKernel> {
        @Override
        public PlanStep.ResampleKernel convert(Kernel kernel) {
            return new PlanStep.ResampleKernel(
                    kernel.node(),
                    AXES.stream()
                            .map(kernel.axes()::get)
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    private static final class WrittenKernel extends StdSerializer<PlanStep.ResampleKernel> {
        private static final long serialVersionUID = 1;

        WrittenKernel() {
            super(PlanStep.ResampleKernel.class);
        }

        @Override
        public void serialize(PlanStep.ResampleKernel kernel, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            fields(kernel, json, provider);
            json.writeEndObject();
        }

        @Override
        public void serializeWithType(
                PlanStep.ResampleKernel kernel, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            WritableTypeId id = types.writeTypePrefix(json, types.typeId(kernel, JsonToken.START_OBJECT));
            fields(kernel, json, provider);
            types.writeTypeSuffix(json, id);
        }

        private static void fields(PlanStep.ResampleKernel kernel, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStringField("node", kernel.node());
            List<KernelAxis> axes = kernel.axes();
            for (int i = 0; i < axes.size(); i++) {
                provider.defaultSerializeField(AXES.get(AXES.size() - axes.size() + i), axes.get(i), json);
            }
        }
    }
}
