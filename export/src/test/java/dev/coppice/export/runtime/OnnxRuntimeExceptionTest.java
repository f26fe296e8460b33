package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeExceptionTest {
    /** Messages of ONNX Runtime 1.29.0 as they occurred. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Error code - ORT_FAIL - message: Exception during initialization: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/padbase.h:236 onnxruntime::PadBase::PadBase(const KernelInfoType&) [with KernelInfoType = onnxruntime::OpKernelInfo] Invalid 'mode' attribute value | Invalid 'mode' attribute value
            Error code - ORT_FAIL - message: Exception during initialization: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/upsamplebase.h:411 onnxruntime::ResizeCoordinateTransformationMode onnxruntime::UpsampleBase::StringToCoordinateTransformationMode(const std::string&) coordinate_transform_mode:[foo] is not supported! | coordinate_transform_mode:[foo] is not supported!
            Error code - ORT_INVALID_ARGUMENT - message: Unexpected input data type. Actual: (tensor(float)) , expected: (tensor(float16)) | Unexpected input data type. Actual: (tensor(float)) , expected: (tensor(float16))
            Error code - ORT_FAIL - message: Non-zero status code returned while running AveragePool node. Name:'o' Status Message: /onnxruntime_src/onnxruntime/core/framework/op_kernel.cc:83 virtual OrtValue* onnxruntime::OpKernelContext::OutputMLValue(int, const onnxruntime::TensorShape&) [ONNXRuntimeError] : 1 : FAIL : Shape mismatch attempting to re-use buffer. | node 'o' (AveragePool): Shape mismatch attempting to re-use buffer.
            Error code - ORT_FAIL - message: Node (ln) Op (LayerNormalization) [ShapeInferenceError] Unexpected axis value (-1790) rank of first input is 3 in | Node (ln) Op (LayerNormalization) Unexpected axis value (-1790) rank of first input is 3 in
            Error code - ORT_FAIL - message: Exception during initialization: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/upsamplebase.h:314 onnxruntime::UpsampleBase::UpsampleBase(const KernelInfoType&) [with KernelInfoType = onnxruntime::OpKernelInfo] [ONNXRuntimeError] : 1 : FAIL : upsamplebase.h:553 ScalesValidation 'Linear' mode only supports: 2-D inputs | ScalesValidation 'Linear' mode only supports: 2-D inputs
            """)
    void its_words_come_without_paths_and_signatures_of_its_sources(String message, String words) {
        assertThat(OnnxRuntimeException.words(new Exception(message))).isEqualTo(words);
    }
}
