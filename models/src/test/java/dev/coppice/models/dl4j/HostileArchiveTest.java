package dev.coppice.models.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.graph.RuntimeShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are damaged or made to do harm are refused with a message, before they cost anything. */
class HostileArchiveTest {
    private static final String DENSE = ArchiveDraft.layers(ArchiveDraft.DENSE);

    /** Set when the class that an archive names is loaded. */
    static boolean loaded;

    @TempDir
    Path folder;

    /** Something that must never be loaded. */
    static class Trap {
        static {
            loaded = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside.txt", "/etc/outside", "..\\outside", "C:outside", "a/../../outside"})
    void entries_outside_of_the_archive_are_refused(String name) {
        refused(valid().entry(name, (byte) 1))
                .hasMessageContaining("lie outside of it")
                .hasMessageContaining(name);
    }

    @Test
    void other_entries_are_never_opened() {
        byte[] object = {(byte) 0xac, (byte) 0xed, 0, 5};

        ArchiveDraft draft = valid().entry("preprocessor.bin", object)
                .entry("normalizer.bin", object)
                .entry("objects/x", object);

        assertThat(read(draft.in(folder))).isEqualTo(1);
    }

    @Test
    void coefficients_that_are_made_to_fill_memory_are_refused() {
        byte[] zeros = new byte[65 << 20];
        refused(valid().entry(Archive.COEFFICIENTS, zeros)).hasMessageContaining("hold next to nothing");
    }

    @Test
    void a_configuration_that_is_made_to_fill_memory_is_refused() {
        byte[] blanks = new byte[33 << 20];
        Arrays.fill(blanks, (byte) ' ');
        refused(valid().entry(Archive.CONFIGURATION, blanks)).hasMessageContaining("more than 32 MB");
    }

    @Test
    void a_configuration_of_deep_nests_is_refused() {
        refused(ArchiveDraft.of("[".repeat(100_000))).hasMessageContaining("no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "16777216", "-5", "0", "1.5", "1e300", "\"x\"", "null", "[1]"})
    void absurd_sizes_are_refused(String size) {
        String layer = ArchiveDraft.layer("DenseLayer", "\"nin\":16777216,\"nout\":" + size);
        refused(ArchiveDraft.filled(ArchiveDraft.layers(layer), 9));
    }

    @Test
    void sizes_whose_product_overflows_are_refused() {
        String layer = ArchiveDraft.layer(
                "Convolution3D", "\"nin\":16777216,\"nout\":16777216,\"kernelSize\":[4096,4096,4096]");
        refused(ArchiveDraft.filled(ArchiveDraft.layers(layer), 9))
                .hasMessageContaining("its parameter 'layer0.W'")
                .hasMessageContaining("more than 2 GiB");
    }

    @Test
    void classes_that_an_archive_names_are_listed_and_never_loaded() {
        String trap = "{\"@class\":\"" + HostileArchiveTest.class.getName() + "$Trap\"}";
        String activation = ArchiveDraft.layer("DenseLayer", "\"nin\":2,\"nout\":3,\"activationFn\":" + trap);
        String lstm = ArchiveDraft.layer("LSTM", "\"nin\":2,\"nout\":3");

        refused(ArchiveDraft.filled(ArchiveDraft.layers(trap, activation, lstm, "{}"), 9))
                .hasMessageContaining("'layer0': custom class dev.coppice.models.dl4j.HostileArchiveTest$Trap")
                .hasMessageContaining("'layer1': activation dev.coppice.models.dl4j.HostileArchiveTest$Trap")
                .hasMessageContaining("'layer2': LSTM")
                .hasMessageContaining("'layer3': a layer without the name of a class");
        assertThat(loaded).isFalse();
    }

    @Test
    void vertices_and_preprocessors_that_are_not_read_are_listed() {
        String custom = "{\"@class\":\"org.example.Mine\"}";
        String json = "{\"networkInputs\":[\"in\"],\"networkOutputs\":[\"a\"],\"vertices\":{"
                + "\"a\":{\"@class\":\"org.deeplearning4j.nn.conf.graph.StackVertex\"},"
                + "\"b\":" + custom + ","
                + "\"c\":{\"@class\":\"org.deeplearning4j.nn.conf.graph.PreprocessorVertex\",\"preProcessor\":" + custom
                + "},"
                + "\"d\":{\"@class\":\"org.deeplearning4j.nn.conf.graph.LayerVertex\",\"layerConf\":{\"layer\":"
                + ArchiveDraft.DENSE + "},\"preProcessor\":{\"@class\":"
                + "\"org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor\"}}},"
                + "\"vertexInputs\":{\"a\":[\"in\"],\"b\":[\"in\"],\"c\":[\"in\"],\"d\":[\"in\"]}}";

        refused(ArchiveDraft.filled(json, 9))
                .hasMessageContaining("'a': StackVertex")
                .hasMessageContaining("'b': custom class org.example.Mine")
                .hasMessageContaining("'c': preprocessor of custom class org.example.Mine")
                .hasMessageContaining("'d': preprocessor RnnToFeedForwardPreProcessor");
    }

    @Test
    void a_multitude_of_layers_is_refused() {
        String[] layers = new String[20_001];
        Arrays.fill(layers, ArchiveDraft.layer("ActivationLayer", "\"nin\":1"));

        refused(ArchiveDraft.filled(ArchiveDraft.layers(layers), 0))
                .hasMessageContaining("it has 20001 layers, and 20000 are the most");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40, 90, 110, 130, 147})
    void coefficients_that_are_cut_off_are_refused(int length) {
        byte[] whole = ArchiveDraft.vector("FLOAT", 9, out -> {
            for (int i = 0; i < 9; i++) {
                out.writeFloat(i);
            }
        });
        refused(valid().entry(Archive.COEFFICIENTS, Arrays.copyOf(whole, length)))
                .hasMessageContaining("damaged");
    }

    @Test
    void coefficients_of_another_number_are_refused() {
        refused(ArchiveDraft.filled(DENSE, 8))
                .hasMessageContaining("holds 8 coefficients, and its configuration takes 9");
        refused(ArchiveDraft.filled(DENSE, 10))
                .hasMessageContaining("holds 10 coefficients, and its configuration takes 9");
        byte[] more = ArchiveDraft.vector("FLOAT", 9, out -> out.write(new byte[40]));
        refused(valid().entry(Archive.COEFFICIENTS, more)).hasMessageContaining("more behind its 9 coefficients");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LONG", "UTF8", "COMPRESSED", ""})
    void coefficients_of_another_type_are_refused(String type) {
        refused(valid().entry(Archive.COEFFICIENTS, ArchiveDraft.vector(type, 9, out -> {})))
                .hasMessageContaining("in their header, expected FLOAT, DOUBLE, HALF or BFLOAT16");
    }

    @Test
    void weights_that_are_no_numbers_are_refused() {
        refused(ArchiveDraft.of(DENSE, 1, Float.NaN, Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0, Float.NaN))
                .hasMessageContaining("'layer0.W': 2 of 6 are NaN or infinite")
                .hasMessageContaining("'layer0.b': 1 of 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | neither a MultiLayerNetwork",
                "[] | neither a MultiLayerNetwork",
                "null | neither a MultiLayerNetwork",
                "{\"confs\":[]} | it has no layers",
                "{\"confs\":[{}]} | layer is missing",
                "{\"vertices\":{}} | vertexInputs is missing",
                "{\"vertices\":{},\"vertexInputs\":{}} | it names no inputs or no outputs",
                "{\"networkInputs\":[\"a\",\"a\"],\"vertices\":{},\"vertexInputs\":{}} | stand twice",
                "{\"networkInputs\":[\"a\"],\"networkOutputs\":[\"b\"],\"vertices\":{},\"vertexInputs\":{}} | no vertex has the names [b]",
                "{\"networkInputs\":[\"a\"],\"networkOutputs\":[\"a\"],\"topologicalOrderStr\":[],\"vertices\":{},\"vertexInputs\":{}}"
                        + " | its order names 0 vertices"
            })
    void configurations_that_do_not_fit_together_are_refused(String json, String message) {
        refused(ArchiveDraft.filled(json, 9)).hasMessageContaining(message);
    }

    @Test
    void vertices_in_a_circle_are_refused() {
        String json = "{\"networkInputs\":[\"in\"],\"networkOutputs\":[\"a\"],\"vertices\":{\"a\":{},\"b\":{}},"
                + "\"vertexInputs\":{\"a\":[\"b\"],\"b\":[\"a\"]}}";
        refused(ArchiveDraft.filled(json, 0)).hasMessageContaining("does not fit together");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ConvolutionLayer | \"nin\":1,\"nout\":1 | kernelSize is missing",
                "ConvolutionLayer | \"nin\":1,\"nout\":1,\"kernelSize\":[3] | kernelSize is [3], expected 2 whole numbers",
                "ConvolutionLayer | \"nin\":1,\"nout\":1,\"kernelSize\":[0,3] | kernelSize is [0,3]",
                "ConvolutionLayer | \"nin\":1,\"nout\":1,\"kernelSize\":3,\"convolutionMode\":\"Odd\" | convolutionMode is \"Odd\"",
                "Deconvolution2D | \"nin\":1,\"nout\":1,\"kernelSize\":3,\"convolutionMode\":\"Causal\" | its mode is Causal",
                "SubsamplingLayer | \"kernelSize\":3,\"poolingType\":\"SUM\" | its pooling is SUM",
                "SubsamplingLayer | \"kernelSize\":3,\"dilation\":2 | its pooling is MAX with dilations",
                "Upsampling2D | \"size\":[0,1] | size is [0,1]",
                "GlobalPoolingLayer | \"poolingDimensions\":[2] | poolingDimensions is [2], expected all space axes",
                "objdetect.Yolo2OutputLayer | \"boundingBoxes\":{\"shape\":[1,3],\"data\":[1]} | boundingBoxes is",
                "objdetect.Yolo2OutputLayer | \"boundingBoxes\":{\"shape\":[1,2],\"data\":[1,\"x\"]} | data is",
                "PReLULayer | \"inputShape\":[1] | inputShape is [1]",
                "ActivationLayer | \"activationFn\":{\"@class\":\"org.nd4j.linalg.activations.impl.ActivationReLU\",\"threshold\":1}"
                        + " | its ReLU has the threshold 1.0"
            })
    void settings_that_are_not_valid_are_refused(String type, String settings, String message) {
        String first = ArchiveDraft.layer("ConvolutionLayer", "\"nin\":1,\"nout\":7,\"kernelSize\":[1,1]");
        refused(ArchiveDraft.filled(ArchiveDraft.layers(first, ArchiveDraft.layer(type, settings)), 9))
                .hasMessageContaining("'layer1' (")
                .hasMessageContaining(message);
    }

    @Test
    void a_layer_on_an_input_of_another_rank_is_refused() {
        String conv = ArchiveDraft.layer("ConvolutionLayer", "\"nin\":1,\"nout\":2,\"kernelSize\":[1,1]");
        refused(ArchiveDraft.filled(ArchiveDraft.layers(conv, ArchiveDraft.DENSE), 9))
                .hasMessageContaining("its input has 4 axes, expected 2");
        refused(ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.DENSE, conv), 9))
                .hasMessageContaining("its input has 2 axes, expected 4");
        refused(ArchiveDraft.filled(
                        ArchiveDraft.layers(
                                ArchiveDraft.DENSE, ArchiveDraft.layer("GlobalPoolingLayer", "\"pnorm\":2")),
                        9))
                .hasMessageContaining("no space axes");
    }

    @Test
    void an_input_whose_channels_nothing_says_is_refused() {
        refused(ArchiveDraft.filled(ArchiveDraft.layers(ArchiveDraft.layer("DropoutLayer", "\"nin\":0")), 0))
                .hasMessageContaining("no layer that reads it says how many channels it has");
    }

    @Test
    void files_that_are_no_archives_are_refused() throws IOException {
        Path file = folder.resolve("network.zip");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is missing");
        Files.write(file, new byte[] {'P', 'K', 3, 4, 9, 9});
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
        refused(new ArchiveDraft().entry(Archive.CONFIGURATION, (byte) '{'))
                .hasMessageContaining("holds no coefficients.bin");
        refused(new ArchiveDraft().entry("x", (byte) '{')).hasMessageContaining("holds no configuration.json");
    }

    private static ArchiveDraft valid() {
        return ArchiveDraft.filled(DENSE, 9);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(ArchiveDraft archive) {
        Path file = archive.in(folder);
        return assertThatThrownBy(() -> read(file)).isExactlyInstanceOf(InvalidInputException.class);
    }

    private static int read(Path file) {
        return Dl4jFormat.INSTANCE
                .read(file, ReadOptions.by(RuntimeShapes.NONE))
                .graph()
                .nodes()
                .size();
    }
}
