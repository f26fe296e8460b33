"""Milliseconds of operators and of what computes the same, in ONNX Runtime on one thread: python docs/results/activations.py"""
import statistics
import time

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

FORMS = {
    "PRelu": [("PRelu", "x slope", "y")],
    "max(x, s x), no s above 1": [("Mul", "x slope", "m"), ("Max", "x m", "y")],
    "r + s (x - r), r = max(x, 0)": [("Relu", "x", "r"), ("Sub", "x r", "n"), ("Mul", "n slope", "m"), ("Add", "r m", "y")],
    "Mish": [("Mish", "x", "y")],
    "x n / (n + 2), n = e^x (e^x + 2)": [
        ("Min", "x twenty", "c"), ("Exp", "c", "e"), ("Add", "e two", "p"), ("Mul", "e p", "n"), ("Add", "n two", "d"),
        ("Div", "n d", "q"), ("Mul", "x q", "y")],
}


def milliseconds(nodes, shape):
    x, y = (helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n in "xy")
    constants = {"slope": np.random.rand(shape[1], 1, 1), "two": 2, "twenty": 20}
    read = {name for _, inputs, _ in nodes for name in inputs.split()}
    graph = helper.make_graph(
        [helper.make_node(op, inputs.split(), [output]) for op, inputs, output in nodes],
        "g", [x], [y],
        [numpy_helper.from_array(np.array(v, np.float32), k) for k, v in constants.items() if k in read])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
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
