"""One training step in PyTorch of the network in an ONNX file (BatchNorm on batch statistics, cross-entropy, Adam, channels_last,
float32): the other side of TrainingStepBenchmark STEPS HEIGHT WIDTH BATCH FILE.

    python docs/results/training_steps.py STEPS HEIGHT WIDTH BATCH THREADS FILE...

The operators are those of samediff/src/test/python/step_reference.py. Prints for each file the medians, after 3 steps and 5 seconds, of the clock
and of the processor time of all threads, which other processes on the machine disturb less. Needs torch, onnx, numpy.
"""
import statistics, sys, time
from pathlib import Path
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samediff/src/test/python"))
from step_reference import Step, filled

WARM_UP = 3
WARM_UP_SECONDS = 5  # as on the other side, whose compiler needs them


class Training(Step):
    """A step without what the reference notes for comparisons."""

    def BatchNormalization(self, x, a):
        return F.batch_norm(self.values[x[0]], None, None, self.weight(x[1]), self.weight(x[2]), True, 0.0, a["epsilon"])

    def Resize(self, x, a):
        v = self.values[x[0]]
        axes = v.dim() - 2
        sizes = self.ints(x[3])[-axes:] if len(x) > 3 and x[3] else None
        scales = None if sizes else self.values[x[2]].tolist()[-axes:]
        if a["mode"] == b"nearest":
            return F.interpolate(v, size=sizes, scale_factor=scales)
        corners = a["coordinate_transformation_mode"] == b"align_corners"
        mode = {2: "bilinear", 3: "trilinear"}[axes]
        return F.interpolate(v, size=sizes, scale_factor=scales, mode=mode, align_corners=corners)

    def kinked(self, name, *kinks):
        return self.values[name]

    def constant(self, name, value):
        super().constant(name, layout(value))


def complete(graph):
    """Adds the attributes that a file leaves out because they have ONNX's default, which the reference wants to see."""
    ranks = {t.name: len(t.dims) for t in graph.initializer}
    for node in graph.node:
        axes = ranks.get(node.input[1], 4) - 2 if len(node.input) > 1 else 2
        window = {"strides": [1] * axes, "pads": [0] * 2 * axes, "dilations": [1] * axes, "group": 1}
        defaults = {
            "Conv": window,
            "ConvTranspose": window,
            "MaxPool": window,
            "AveragePool": window,
            "BatchNormalization": {"epsilon": 1e-5},
            "InstanceNormalization": {"epsilon": 1e-5},
            "LayerNormalization": {"epsilon": 1e-5},
            "LeakyRelu": {"alpha": 0.01},
            "Flatten": {"axis": 1},
            "Gemm": {"alpha": 1.0, "beta": 1.0},
            "Resize": {"mode": "nearest", "coordinate_transformation_mode": "half_pixel"},
        }.get(node.op_type, {})
        known = {a.name for a in node.attribute}
        node.attribute.extend(onnx.helper.make_attribute(k, v) for k, v in defaults.items() if k not in known)


def constants(graph):
    for t in graph.initializer:
        empty = t.data_type == onnx.TensorProto.FLOAT and not t.raw_data and not t.float_data
        yield t.name, filled(t, 1.0) if empty else numpy_helper.to_array(t).copy()


def layout(tensor):
    return tensor.contiguous(memory_format=torch.channels_last) if tensor.dim() == 4 else tensor


def sizes(graph, height, width, batch):
    """The shape of the input; a volume is as deep as it is high."""
    axes = graph.input[0].type.tensor_type.shape.dim
    space = (height, height, width) if len(axes) == 5 else (height, width)
    return batch, axes[1].dim_value or 3, *space


def medians(file, steps, height, width, batch):
    torch.manual_seed(1)
    graph = onnx.load(file).graph
    shape = sizes(graph, height, width, batch)
    complete(graph)
    step = Training(graph, dict(constants(graph)), True, torch.float32)
    image = layout(torch.randn(shape)).numpy()
    labels, adam, clock, work = None, None, [], []
    taken, start = 0, time.perf_counter()
    while len(clock) < steps:
        begun = time.perf_counter(), time.process_time()
        logits = step.run(image)
        if adam is None:
            labels = torch.randint(0, logits.shape[1], (logits.shape[0], *logits.shape[2:]))
            adam = torch.optim.Adam([w for w in step.trained.values() if w.is_leaf], lr=1e-3)
        adam.zero_grad()
        F.cross_entropy(logits, labels).backward()
        adam.step()
        taken += 1
        if taken > WARM_UP and begun[0] - start >= WARM_UP_SECONDS:
            clock.append(time.perf_counter() - begun[0])
            work.append(time.process_time() - begun[1])
    return statistics.median(clock), statistics.median(work)


def main():
    steps, height, width, batch, threads = map(int, sys.argv[1:6])
    torch.set_num_threads(threads)
    for file in sys.argv[6:]:
        try:
            clock, work = medians(file, steps, height, width, batch)
        except (AttributeError, AssertionError, KeyError) as e:  # an operator, or a form of one, that the reference does not have
            print(f"{Path(file).stem}: not run: {e!r}", flush=True)
            continue
        print(f"{Path(file).stem}: median {clock:.3f} s, {work:.3f} s of processor time a step", flush=True)


if __name__ == "__main__":
    main()
