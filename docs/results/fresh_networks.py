"""Exports two networks with random weights, for `./coppice train FILE --data DIR`: SegFormer-B0 (transformers' own) and a 2-D network as
nnU-Net configures one (pairs of 3×3 convolutions with InstanceNorm and leaky ReLU, strides in the convolutions, transposed convolutions on the way up).

    python docs/results/fresh_networks.py CLASSES OUT/segformer_fresh.onnx OUT/nnunet_fresh.onnx

Height, width and batch are open, batch normalisations are kept, and the seed is 1. Needs torch, onnx and, for SegFormer, transformers.
"""
import sys
import torch
import torch.nn.functional as F
from torch import nn

WIDTHS = 24, 48, 96, 192


class SegFormer(nn.Module):
    def __init__(self, classes):
        from transformers import SegformerConfig, SegformerForSemanticSegmentation

        super().__init__()
        self.inner = SegformerForSemanticSegmentation(SegformerConfig(num_labels=classes))

    def forward(self, x):
        return F.interpolate(self.inner(pixel_values=x).logits, size=x.shape[2:], mode="bilinear", align_corners=False)


def block(into, out, stride=1):
    layers = []
    for start, step in ((into, stride), (out, 1)):
        layers += [nn.Conv2d(start, out, 3, step, 1), nn.InstanceNorm2d(out, affine=True), nn.LeakyReLU(0.01)]
    return nn.Sequential(*layers)


class NnUnet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        pairs = list(zip(WIDTHS, WIDTHS[1:]))
        self.first = block(3, WIDTHS[0])
        self.down = nn.ModuleList(block(a, b, 2) for a, b in pairs)
        self.up = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, 2) for a, b in reversed(pairs))
        self.join = nn.ModuleList(block(2 * a, a) for a, _ in reversed(pairs))
        self.head = nn.Conv2d(WIDTHS[0], classes, 1)

    def forward(self, x):
        maps = [self.first(x)]
        for down in self.down:
            maps.append(down(maps[-1]))
        y = maps.pop()
        for up, join in zip(self.up, self.join):
            y = join(torch.cat([maps.pop(), up(y)], 1))
        return self.head(y)


def export(network, file):
    axes = {0: "batch", 2: "height", 3: "width"}
    torch.onnx.export(
        network.eval(),
        (torch.zeros(1, 3, 256, 320),),
        file,
        dynamo=False,
        opset_version=17,
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes={"input": axes, "logits": axes},
        training=torch.onnx.TrainingMode.PRESERVE,  # batch normalisations stay
        do_constant_folding=False,
    )


def main():
    classes = int(sys.argv[1])
    for make, file in zip((SegFormer, NnUnet), sys.argv[2:]):
        torch.manual_seed(1)
        export(make(classes), file)


if __name__ == "__main__":
    main()
