"""Milliseconds of PRelu and of what computes the same, in ONNX Runtime on one thread: python docs/results/activations.py"""
import statistics
import time

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

FORMS = {
    "PRelu": [("PRelu", "xs", "y")],
    "Max(x, s x), no s above 1": [("Mul", "xs", "m"), ("Max", "xm", "y")],
    "Relu(x) + s Min(x, 0)": [("Relu", "x", "r"), ("Min", "xz", "n"), ("Mul", "ns", "m"), ("Add", "rm", "y")],
}


def milliseconds(nodes, shape):
    x, y = (helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n in "xy")
    constants = {"s": np.random.rand(shape[1], 1, 1).astype(np.float32) / 2, "z": np.zeros((), np.float32)}
    graph = helper.make_graph(
        [helper.make_node(op, list(inputs), [output]) for op, inputs, output in nodes],
        "g", [x], [y], [numpy_helper.from_array(v, k) for k, v in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    picture = {"x": np.random.randn(*shape).astype(np.float32)}
    times = []
    for _ in range(31):
        start = time.perf_counter()
        session.run(None, picture)
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


for form, nodes in FORMS.items():
    print(f"{milliseconds(nodes, [1, 128, 90, 120]):6.2f} ms  {form}")
