"""Makes the files that StepEqualityTest compares one training step with: src/test/resources/step/NETWORK-MODE.txt.gz.

    python samediff/src/test/python/step_reference.py SHARED [NETWORK...]

SHARED is the folder with models/, corpus/ and zoo/. Needs torch, onnx and numpy. Never needed to run the tests.

Every network is run as its ONNX file says, by an interpreter of its own in PyTorch, in double precision: the loss
- sum(targets * log softmax(logits)), its gradient in every trained constant, and one step w - rate * gradient. The same once
more in PyTorch's single precision: how far that is off says what single precision can do at all ("torch" lines).

What the two languages must make alike comes from hashes: number i of NAME is the SplitMix64 output i + 1 of the generator whose
state is the FNV-1a hash of NAME (as UTF-8). Its upper 24 bits, divided by 2^24, are u, in [0, 1), and exact in single precision.
  - float initializers without data: rank 1 gives 0.5 + u, any other (2u - 1) * sqrt(6 / fan-in), fan-in = product of dims[1:],
    rounded to single (the same variance as He's normal weights); both times GAIN where the table below has one
  - images: (2u - 1) * sqrt(3) of "image/SEED"
  - targets: bits of "targets/SEED" at a pixel's number; if divisible by 8 the pixel is ignored, else class (bits >>> 8) % K has
    0.75 and class (bits >>> 32) % K has 0.25 more, both divided by the number of pixels and rounded to single
  - samples: elements bits % n of "samples/TENSOR", or all if they are not more
  - projection: the sum over all elements with sign - where the lowest bit of "signs/TENSOR" is set
The learning rate is the power of two that makes the largest update of an element lie in [0.5, 1].

BatchNorm modes: "frozen" uses the file's mean and variance; "batch" those of the batch, over all of it and not corrected for
bias, which are in the file too (by the normalisation's input, as "mean" and "variance"). A network without has "none".

SEED is, of the first SEEDS, the one at which pre-activations keep the largest distance from kinks (of ReLU and the like), by
what rounding does to their map: the largest difference between PyTorch's single and its double precision. Where one of them is
at a kink within rounding, a step in single precision has no one right answer. That distance ("margin") depends on nothing but
PyTorch's two precisions.
"""
import gzip, io, math, sys
from pathlib import Path
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

SAMPLES = 16
RELATIVE, FLOOR = 1e-4, 1e-3
OUT = Path(__file__).resolve().parents[1] / "resources" / "step"

# network: folder, images, SEEDS, GAIN of weights that are filled in
NETWORKS = {
    "unet_camvid": ("models", (2, 3, 64, 96), 1, 1.0),
    "espnet_camvid": ("models", (2, 3, 64, 96), 1, 1.0),
    "fcn_resnet50": ("corpus", (2, 3, 32, 32), 400, 1.0),
    "deeplabv3_mobilenet_v3_large": ("corpus", (3, 3, 32, 32), 48, 1.0),
    "lraspp_mobilenet_v3_large": ("corpus", (2, 3, 64, 64), 48, 1.0),
    "unet_bilinear": ("corpus", (2, 3, 64, 64), 1, 1.0),
    "mobilenet_v2": ("corpus", (8, 3, 32, 32), 200, 1.0),
    "efficientnet_b0": ("corpus", (2, 3, 64, 64), 1, 1.0),
    "deeplabv3p": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "dan": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "bisenetv2": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "ppliteseg": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "pidnet": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "ddrnet": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "nnunet2d": ("zoo", (2, 3, 64, 64), 16, 1.0),
    "segformer@dyn": ("zoo", (2, 3, 64, 64), 1, 1.0),
    "unet_convnext_atto": ("zoo", (2, 3, 64, 64), 1, 1.0),
    "mobilenetv2_dlv3p": ("zoo", (2, 3, 64, 64), 4, 1.0),
    "efficientvit_b0": ("zoo", (2, 3, 64, 64), 4, 1.0),
    "nnunet3d": ("zoo", (2, 3, 16, 32, 32), 4, 1.0),
    "dpt": ("zoo", (2, 3, 64, 64), 4, 1.0),
    "yoloseg_full": ("zoo", (2, 3, 64, 64), 4, 1.0),
}

# what Coppice folds for a size of pictures, so that it is trained: position embeddings, resized
FOLDED = {"/m/dpt/embeddings/Concat_4_output_0"}


def bits(name, n):
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = (state ^ byte) * 0x100000001B3 % 2**64
    with np.errstate(over="ignore"):
        z = np.uint64(state) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(name, n):
    return (bits(name, n) >> np.uint64(40)).astype(np.float64) / 2**24


def filled(tensor, gain):
    dims = list(tensor.dims)
    u = uniform(tensor.name, math.prod(dims))
    values = gain * (0.5 + u) if len(dims) == 1 else gain * (2 * u - 1) * math.sqrt(6 / math.prod(dims[1:]))
    return values.astype(np.float32).reshape(dims)


def images(seed, shape):
    u = uniform(f"image/{seed}", math.prod(shape))
    return ((2 * u - 1) * math.sqrt(3)).astype(np.float32).reshape(shape)


def targets(seed, pixels, classes):
    b = bits(f"targets/{seed}", pixels)
    made = np.zeros((pixels, classes))
    rows = np.arange(pixels)
    made[rows, (b >> np.uint64(8)) % np.uint64(classes)] += 0.75
    made[rows, (b >> np.uint64(32)) % np.uint64(classes)] += 0.25
    made[b % np.uint64(8) == 0] = 0
    return (made / pixels).astype(np.float32)


class Step:
    """One network at one precision and BatchNorm mode."""

    def __init__(self, graph, constants, batch_statistics, precision):
        self.graph, self.batch_statistics, self.precision = graph, batch_statistics, precision
        self.values, self.fixed, self.trained, self.moments, self.kinks = {}, set(), {}, [], []
        for name, array in constants.items():
            self.constant(name, torch.from_numpy(array))

    def constant(self, name, value):
        self.fixed.add(name)
        self.values[name] = value.to(self.precision) if value.dtype == torch.float32 else value

    def weight(self, name):
        """A constant that training changes; an Identity of one is that one."""
        value = self.values[name]
        if name in self.fixed and value.is_floating_point() and value.numel() > 0:
            value.requires_grad_(True)
            self.trained[self.alias.get(name, name)] = value
        return value

    def run(self, image):
        self.alias = {}
        self.values[self.graph.input[0].name] = torch.from_numpy(image).to(self.precision)
        for node in self.graph.node:
            a = {x.name: onnx.helper.get_attribute_value(x) for x in node.attribute}
            x = [i for i in node.input]
            if node.op_type == "Constant":
                self.constant(node.output[0], torch.from_numpy(numpy_helper.to_array(a["value"]).copy()))
            elif node.op_type == "Identity" and x[0] in self.fixed:
                self.values[node.output[0]] = self.values[x[0]]
                self.fixed.add(node.output[0])
                self.alias[node.output[0]] = self.alias.get(x[0], x[0])
            elif node.op_type == "Split":
                parts = self.values[x[0]].split(self.ints(x[1]), a.get("axis", 0))
                self.values.update(zip(node.output, parts))
            else:
                self.values[node.output[0]] = getattr(self, node.op_type)(x, a)
                if node.output[0] in FOLDED or x and all(i in self.fixed for i in x if i):
                    self.fixed.add(node.output[0])
        maps = [o.name for o in self.graph.output if len(o.type.tensor_type.shape.dim) > 3]
        return self.values[(maps or [self.graph.output[0].name])[0]]

    def ints(self, name):
        return [int(v) for v in self.values[name].reshape(-1)]

    def kinked(self, name, *kinks):
        """A map that something with kinks is applied to."""
        self.kinks.append((name, kinks))
        return self.values[name]

    # operators, alphabetical

    def Add(self, x, a):
        return self.pair(x, torch.add)

    def AveragePool(self, x, a):
        pads = a.get("pads", [0, 0, 0, 0])
        assert pads[:2] == pads[2:] and not a.get("ceil_mode", 0) and (a.get("count_include_pad", 0) or not any(pads))
        return F.avg_pool2d(self.values[x[0]], a["kernel_shape"], a["strides"], pads[:2])

    def BatchNormalization(self, x, a):
        v, mean, variance = self.values[x[0]], self.values[x[3]], self.values[x[4]]
        if self.batch_statistics:
            mean = v.mean((0, 2, 3))
            variance = (v - mean.reshape(1, -1, 1, 1)).square().mean((0, 2, 3))
            self.moments.append((x[0], mean.detach(), variance.detach()))
            return F.batch_norm(v, None, None, self.weight(x[1]), self.weight(x[2]), True, 0.0, a["epsilon"])
        return F.batch_norm(v, mean, variance, self.weight(x[1]), self.weight(x[2]), False, 0.0, a["epsilon"])

    def Cast(self, x, a):
        types = {onnx.TensorProto.INT64: torch.int64, onnx.TensorProto.FLOAT: self.precision, onnx.TensorProto.BOOL: torch.bool}
        return self.values[x[0]].to(types[a["to"]])

    def Clip(self, x, a):
        low, high = self.values[x[1]].item(), self.values[x[2]].item()
        return torch.clamp(self.kinked(x[0], low, high), low, high)

    def Concat(self, x, a):
        return torch.cat([self.values[i].reshape(-1) if a["axis"] == 0 else self.values[i] for i in x], a["axis"])

    def ConstantOfShape(self, x, a):
        fill = torch.from_numpy(numpy_helper.to_array(a["value"]).copy()) if "value" in a else torch.zeros(1)
        return torch.full(self.ints(x[0]), fill.item(), dtype=fill.dtype)

    def Conv(self, x, a):
        v, pads, axes = self.values[x[0]], a["pads"], len(a["strides"])
        if pads[:axes] != pads[axes:]:
            v, pads = F.pad(v, [p for i in reversed(range(axes)) for p in (pads[i], pads[axes + i])]), [0] * 2 * axes
        bias = self.weight(x[2]) if len(x) > 2 else None
        convolve = {2: F.conv2d, 3: F.conv3d}[axes]
        return convolve(v, self.weight(x[1]), bias, a["strides"], pads[:axes], a["dilations"], a["group"])

    def ConvTranspose(self, x, a):
        assert not any(a["pads"])
        bias = self.weight(x[2]) if len(x) > 2 else None
        convolve = {2: F.conv_transpose2d, 3: F.conv_transpose3d}[len(a["strides"])]
        return convolve(self.values[x[0]], self.weight(x[1]), bias, a["strides"], groups=a["group"])

    def Div(self, x, a):
        v, by = self.values[x[0]], self.values[x[1]]
        return v / by if v.is_floating_point() else torch.div(v, by, rounding_mode="trunc")

    def Equal(self, x, a):
        return self.values[x[0]] == self.values[x[1]]

    def Expand(self, x, a):
        v = self.weight(x[0])
        return v * torch.ones(self.ints(x[1]), dtype=v.dtype) if v.is_floating_point() else v.expand(self.ints(x[1]))

    def Erf(self, x, a):
        return torch.erf(self.values[x[0]])

    def Flatten(self, x, a):
        return self.values[x[0]].flatten(a["axis"])

    def Gather(self, x, a):
        v, at, axis = self.values[x[0]], self.values[x[1]], a.get("axis", 0)
        taken = v.index_select(axis, at.reshape(-1) % v.shape[axis])
        return taken.reshape([*v.shape[:axis], *at.shape, *v.shape[axis + 1 :]])

    def Gelu(self, x, a):
        return F.gelu(self.values[x[0]])

    def Gemm(self, x, a):
        assert a["alpha"] == a["beta"] == a["transB"] == 1
        return F.linear(self.values[x[0]], self.weight(x[1]), self.weight(x[2]))

    def GlobalAveragePool(self, x, a):
        return self.values[x[0]].mean((2, 3), keepdim=True)

    def HardSigmoid(self, x, a):
        alpha, beta = a["alpha"], a.get("beta", 0.5)
        return torch.clamp(alpha * self.kinked(x[0], -beta / alpha, (1 - beta) / alpha) + beta, 0, 1)

    def HardSwish(self, x, a):
        return F.hardswish(self.kinked(x[0], -3, 3))

    def Identity(self, x, a):
        return self.values[x[0]]

    def InstanceNormalization(self, x, a):
        return F.instance_norm(self.values[x[0]], None, None, self.weight(x[1]), self.weight(x[2]), eps=a["epsilon"])

    def LayerNormalization(self, x, a):
        scale = self.weight(x[1])
        return F.layer_norm(self.values[x[0]], scale.shape, scale, self.weight(x[2]), a["epsilon"])

    def LeakyRelu(self, x, a):
        return F.leaky_relu(self.kinked(x[0], 0), a["alpha"])

    def MatMul(self, x, a):
        return torch.matmul(self.weight(x[0]), self.weight(x[1]))

    def MaxPool(self, x, a):
        return F.max_pool2d(self.values[x[0]], a["kernel_shape"], a["strides"], a["pads"][:2])

    def Mul(self, x, a):
        return self.pair(x, torch.mul)

    def pair(self, x, operator):
        """Vectors and more are weights; single numbers belong to formulas such as that of Gelu."""
        return operator(*(self.weight(i) if self.values[i].numel() > 1 else self.values[i] for i in x))

    def Pad(self, x, a):
        p, value = self.ints(x[1]), self.values[x[2]].item() if len(x) > 2 and x[2] else 0
        axes = len(p) // 2
        return F.pad(self.values[x[0]], [q for i in reversed(range(axes)) for q in (p[i], p[axes + i])], value=value)

    def Pow(self, x, a):
        return self.values[x[0]] ** self.values[x[1]]

    def PRelu(self, x, a):
        v, slope = self.kinked(x[0], 0), self.weight(x[1])
        return torch.where(v < 0, v * slope, v)

    def axes(self, x, a):
        return a["axes"] if "axes" in a else self.ints(x[1])

    def ReduceMax(self, x, a):
        return self.values[x[0]].amax(self.axes(x, a), keepdim=a.get("keepdims", 1) == 1)

    def ReduceMean(self, x, a):
        return self.values[x[0]].mean(self.axes(x, a), keepdim=a.get("keepdims", 1) == 1)

    def ReduceSum(self, x, a):
        return self.values[x[0]].sum(self.axes(x, a), keepdim=a.get("keepdims", 1) == 1)

    def Relu(self, x, a):
        return torch.relu(self.kinked(x[0], 0))

    def Reshape(self, x, a):
        v = self.values[x[0]]
        return v.reshape([v.shape[i] if size == 0 else size for i, size in enumerate(self.ints(x[1]))])

    def Resize(self, x, a):
        corners = a["coordinate_transformation_mode"] == b"align_corners"
        nearest = (a["mode"], a["coordinate_transformation_mode"], a.get("nearest_mode")) == (b"nearest", b"asymmetric", b"floor")
        assert nearest or a["mode"] == b"linear" and (corners or a["coordinate_transformation_mode"] == b"half_pixel")
        v = self.values[x[0]]
        if len(x) > 3 and x[3]:
            size = self.ints(x[3])[2:]
        else:
            size = [round(s * f) for s, f in zip(v.shape[2:], self.values[x[2]].tolist()[2:])]
        return F.interpolate(v, size=size, **({"mode": "nearest"} if nearest else {"mode": "bilinear", "align_corners": corners}))

    def Shape(self, x, a):
        return torch.tensor(self.values[x[0]].shape[a.get("start", 0) : a.get("end")])

    def Sigmoid(self, x, a):
        return torch.sigmoid(self.values[x[0]])

    def Slice(self, x, a):
        v, starts, ends = self.values[x[0]], self.ints(x[1]), self.ints(x[2])
        axes = self.ints(x[3]) if len(x) > 3 and x[3] else range(len(starts))
        steps = self.ints(x[4]) if len(x) > 4 and x[4] else [1] * len(starts)
        for start, end, axis, step in zip(starts, ends, axes, steps):
            every = range(v.shape[axis])[start:end:step]
            v = v.index_select(axis, torch.tensor(list(every)))
        return v

    def Softmax(self, x, a):
        return torch.softmax(self.values[x[0]], a.get("axis", -1))

    def Sub(self, x, a):
        return self.values[x[0]] - self.values[x[1]]

    def Transpose(self, x, a):
        return self.values[x[0]].permute(a["perm"])

    def Unsqueeze(self, x, a):
        v = self.values[x[0]]
        for axis in a["axes"] if "axes" in a else self.ints(x[1]):
            v = v.unsqueeze(axis)
        return v

    def Where(self, x, a):
        return torch.where(*(self.values[i] for i in x))


def differentiate(graph, constants, batch_statistics, precision, seed, shape):
    """Loss, gradients, starting values, moments and spread of the logits."""
    step = Step(graph, {k: v.copy() for k, v in constants.items()}, batch_statistics, precision)
    logits = step.run(images(seed, shape))
    classes = logits.shape[1]
    rows = logits.movedim(1, -1).reshape(-1, classes)
    t = torch.from_numpy(targets(seed, rows.shape[0], classes)).to(precision)
    loss = -(t * F.log_softmax(rows, 1)).sum()
    names = list(step.trained)
    gradients = torch.autograd.grad(loss, [step.trained[n] for n in names], allow_unused=True)
    names, gradients = zip(*((n, g) for n, g in zip(names, gradients) if g is not None))
    as_double = lambda tensor: tensor.detach().double().numpy().reshape(-1)
    return (
        loss.item(),
        {n: as_double(g) for n, g in zip(names, gradients)},
        {n: as_double(step.trained[n]) for n in names},
        [(n, as_double(m), as_double(v)) for n, m, v in step.moments],
        rows.std().item(),
        list(logits.shape),
    )


def margin(graph, constants, batch_statistics, seed, shape):
    """The nearest distance from a kink over the largest error of its map in single precision."""
    with torch.no_grad():
        exact, single = (Step(graph, constants, batch_statistics, p) for p in (torch.float64, torch.float32))
        for step in (exact, single):
            step.run(images(seed, shape))
        return min(
            (
                min((exact.values[name] - kink).abs().min().item() for kink in kinks)
                / (single.values[name].double() - exact.values[name]).abs().max().item()
                for name, kinks in exact.kinks
            ),
            default=math.inf,
        )


def deviations(actual, expected):
    """By tensor the largest |a - b| over max(max|b|, FLOOR of the network's largest), which must be at most RELATIVE."""
    largest = max(np.abs(b).max() for b in expected.values())
    return {n: np.abs(actual[n] - b).max() / max(np.abs(b).max(), FLOOR * largest) for n, b in expected.items()}


def summary(tensor, v):
    """Largest absolute value, Euclidean norm, projection, samples."""
    n = v.size
    at = np.arange(n) if n <= SAMPLES else (bits(f"samples/{tensor}", SAMPLES) % np.uint64(n)).astype(np.int64)
    signs = 1.0 - 2.0 * (bits(f"signs/{tensor}", n) & np.uint64(1)).astype(np.float64)
    return " ".join(f"{x:.8g}" for x in [np.abs(v).max(), np.linalg.norm(v), signs @ v, *v[at]])


def write(name, mode, header, gradients, updated, moments):
    text = io.StringIO()
    for key, value in header:
        text.write(f"{key} {value}\n")
    for tensor, gradient in gradients.items():
        text.write(f"tensor {gradient.size} {tensor}\n")
        text.write(f"gradient {summary(tensor, gradient)}\nweight {summary(tensor, updated[tensor])}\n")
    for tensor, mean, variance in moments:
        text.write(f"norm {mean.size} {tensor}\n")
        text.write(f"mean {summary(tensor, mean)}\nvariance {summary(tensor, variance)}\n")
    file = OUT / f"{name}-{mode}.txt.gz"
    file.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return file.stat().st_size


def make(shared, name):
    folder, shape, seeds, gain = NETWORKS[name]
    graph = onnx.load(shared / folder / f"{name}.onnx").graph
    constants = {}
    for t in graph.initializer:
        empty = t.data_type == onnx.TensorProto.FLOAT and not t.raw_data and not t.float_data
        constants[t.name] = filled(t, gain) if empty else numpy_helper.to_array(t).copy()
    norms = any(n.op_type == "BatchNormalization" for n in graph.node)
    for mode in ("frozen", "batch") if norms else ("none",):
        args = (graph, constants, mode == "batch")
        margins = [(margin(*args, seed, shape), seed) for seed in range(1, seeds + 1)]
        distance, seed = max(margins)
        loss, gradients, start, moments, spread, output = differentiate(*args, torch.float64, seed, shape)
        single = differentiate(*args, torch.float32, seed, shape)
        off = deviations(single[1], gradients)
        worst = max(off, key=off.get)
        largest = max(np.abs(g).max() for g in gradients.values())
        rate = 2.0 ** -math.ceil(math.log2(largest))
        updated = {n: start[n] - rate * g for n, g in gradients.items()}
        header = [
            ("seed", seed),
            ("margin", f"{distance:.3g}"),
            ("gain", repr(gain)),
            ("images", " ".join(map(str, shape))),
            ("output", " ".join(map(str, output))),
            ("rate", repr(rate)),
            ("loss", repr(loss)),
            ("largest", f"{largest:.9g}"),
            ("torch-loss", f"{abs(single[0] - loss) / abs(loss):.3g}"),
            ("torch-worst", f"{off[worst]:.3g}"),
            ("torch-median", f"{np.median(list(off.values())):.3g}"),
        ]
        size = write(name, mode, header, gradients, updated, moments)
        print(
            f"{name} {mode}: {len(gradients)} tensors, seed {seed}, margin {distance:.1e}, loss {loss:.5f}, logits' deviation {spread:.3g}, largest"
            f" gradient {largest:.3g}, single precision worst {off[worst]:.1e} at {worst}, median"
            f" {np.median(list(off.values())):.1e}, {size} bytes",
            flush=True,
        )


if __name__ == "__main__":
    torch.set_num_threads(2)
    OUT.mkdir(parents=True, exist_ok=True)
    for network in sys.argv[2:] or NETWORKS:
        make(Path(sys.argv[1]), network)
