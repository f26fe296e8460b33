"""What two tools for PyTorch and Coppice cut from the same twenty networks, how exactly and how deep.

    python docs/results/peers.py OUT [NETWORK...]

needs torch, torchvision, timm, transformers, onnx, and on PYTHONPATH Torch-Pruning and TinyNeuralNetwork. A row for each network and tool
goes to OUT/peers.csv; rows that are there stay. Half of the channels of each layer, by the L2 norm of weights, everything else as each tool has
it; layers that give classes are ignored, which Coppice finds out itself. Random weights (seed 1), one picture of 128x128 (Swin: 224x224).

seconds: of the processor; of the tools for what cuts a network that is in memory, of Coppice for the whole process, which starts a JVM, reads the
file, cuts, writes, and compares what it wrote with its source.

exact: max|a - b| / max|b| between what is left and the network with the cut channels set to zero. Coppice reads the network as ONNX and
measures the same in ONNX Runtime itself. left: shares of parameters and of MACs (of convolutions and linear layers).
"""
import copy
import json
import multiprocessing
import os
import pathlib
import resource
import subprocess
import sys

import torch

SECONDS = 600
ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = "network,tool,outcome,exact,parametersLeft,macsLeft,seconds"
VISION = "resnet50 resnext50_32x4d densenet121 mobilenet_v2 mobilenet_v3_large efficientnet_b0 shufflenet_v2_x1_0 squeezenet1_1 convnext_tiny swin_t"
SEGMENTERS = "deeplabv3_resnet50 lraspp_mobilenet_v3_large"
TIMM = "vit_tiny_patch16_224 ghostnet_100 res2net50_26w_4s resnest14d edgenext_xx_small poolformer_s12 hgnetv2_b0"


class Logits(torch.nn.Module):
    """A network that gives one tensor."""

    def __init__(self, network, key):
        super().__init__()
        self.network = network
        self.key = key

    def forward(self, x):
        return self.network(x)[self.key]


def network(name):
    torch.manual_seed(1)
    size = 224 if name == "swin_t" else 128
    if name in VISION.split():
        import torchvision
        made = torchvision.models.get_model(name, weights=None)
    elif name in SEGMENTERS.split():
        import torchvision
        made = Logits(torchvision.models.get_model(name, weights=None, weights_backbone=None, num_classes=21), "out")
    elif name == "segformer":
        import transformers
        made = Logits(transformers.SegformerForSemanticSegmentation(transformers.SegformerConfig(num_labels=21)), "logits")
    else:
        import timm
        made = timm.create_model(name, pretrained=False, **({"img_size": size} if name.startswith("vit") else {}))
    with torch.no_grad(): # statistics and scales that differ, as those of a trained network
        for module in made.modules():
            if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
                module.running_mean.normal_(0, 0.1)
                module.running_var.uniform_(0.5, 1.5)
                module.weight.uniform_(0.5, 1.5)
                module.bias.normal_(0, 0.1)
    return made.eval(), torch.randn(1, 3, size, size)


def classifiers(made):
    """Layers that give the classes: what the user of a tool must name."""
    return [m for m in made.modules() if getattr(m, "out_channels", getattr(m, "out_features", 0)) in (21, 1000)]


def size(made, x):
    """Parameters, and MACs of convolutions and linear layers."""
    macs = 0

    def count(module, inputs, output):
        nonlocal macs
        macs += output.numel() * module.weight[0].numel() if not isinstance(module, torch.nn.ConvTranspose2d) \
            else inputs[0].numel() * module.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in made.modules() if isinstance(m, (torch.nn.modules.conv._ConvNd, torch.nn.Linear))]
    with torch.no_grad():
        made(x)
    for hook in hooks:
        hook.remove()
    return sum(p.numel() for p in made.parameters()), macs


def masked(original, cut, x):
    """What the network gives with channels of some of its layers, by their names, set to zero."""
    made = copy.deepcopy(original)
    modules = dict(made.named_modules())
    with torch.no_grad():
        for name, channels in cut:
            module = modules[name]
            if isinstance(module, torch.nn.ConvTranspose2d) and module.groups == 1:
                module.weight[:, channels] = 0
            else:
                module.weight[channels] = 0
            if getattr(module, "bias", None) is not None:
                module.bias[channels] = 0
        return made(x)


def torch_pruning(original, x):
    import torch_pruning as tp
    made = copy.deepcopy(original)
    names = {module: name for name, module in made.named_modules()}
    pruner = tp.pruner.MagnitudePruner(made, x, importance=tp.importance.MagnitudeImportance(p=2), pruning_ratio=0.5, ignored_layers=classifiers(made))
    cut = []
    left = {} # of each layer, the channels that are left, as the original counts them: a layer behind a Concat is cut by several groups
    for group in pruner.step(interactive=True):
        for dependency, channels in group:
            module = dependency.target.module
            if module in names and "out" in dependency.handler.__name__ and getattr(module, "weight", None) is not None:
                outputs = module.weight.shape[1] * module.groups if isinstance(module, torch.nn.ConvTranspose2d) else module.weight.shape[0]
                own = left.setdefault(module, list(range(outputs)))
                cut.append((names[module], [own[channel] for channel in channels]))
                left[module] = [channel for i, channel in enumerate(own) if i not in set(channels)]
        group.prune()
    return made, cut


def tiny(original, x):
    from tinynn.prune.oneshot_pruner import OneShotChannelPruner
    made = copy.deepcopy(original)
    pruner = OneShotChannelPruner(made, x, {"sparsity": 0.5, "metrics": "l2_norm"})
    for node in pruner.center_nodes:
        if node.module in classifiers(made):
            pruner.sparsity[node.unique_name] = 0.0
    pruner.register_mask()
    cut = [(name, list(module.masker.ot_remove_idx)) for name, module in made.named_modules()
           if hasattr(module, "masker") and module.masker.ot_remove_idx and getattr(module, "weight", None) is not None]
    pruner.apply_mask()
    return made, cut


def measured(prune, name, channel):
    original, x = network(name)
    begun = seconds(resource.RUSAGE_SELF)
    try:
        made, cut = prune(original, x)
        took = seconds(resource.RUSAGE_SELF) - begun
        with torch.no_grad():
            after = made(x)
    except Exception as e: # whatever a tool fails with is its row
        channel.send([said(e), "", "", "", ""])
        return
    whole, left = size(original, x), size(made, x)
    try:
        before = masked(original, cut, x)
        exact = f"{((after - before).abs().max() / before.abs().max()).item():.1e}"
    except (IndexError, RuntimeError) as e: # channels that the original does not have
        exact = said(e)
    channel.send(["pruned" if left[0] < whole[0] else "nothing cut", exact, f"{left[0] / whole[0]:.3f}", f"{left[1] / whole[1]:.3f}", f"{took:.1f}"])


def seconds(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def said(e):
    return f"{type(e).__name__}: {' '.join(str(e).split())[:90]}".replace(",", ";")


def peer(prune):
    def run(name, out):
        mine, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=measured, args=(prune, name, theirs))
        process.start()
        row = ["no end after " + str(SECONDS) + " s", "", "", "", ""]
        if mine.poll(SECONDS):
            try:
                row = mine.recv()
            except EOFError:
                row = ["process ended", "", "", "", ""]
        process.kill()
        process.join()
        return row
    return run


def coppice(name, out):
    original, x = network(name)
    file = out / (name + ".onnx")
    torch.onnx.export(original, x, file, opset_version=17, dynamo=False, input_names=["input"], output_names=["logits"])
    begun = seconds(resource.RUSAGE_CHILDREN)
    run = subprocess.run([str(ROOT / "coppice"), "prune", str(file), "--prune", "0.5", "--criterion", "l2", "--round", "1", "--json", "--out",
                          str(out / (name + "-pruned.onnx")), "--overwrite"], capture_output=True, text=True)
    took = seconds(resource.RUSAGE_CHILDREN) - begun
    if run.returncode != 0:
        return [" ".join(run.stderr.split())[:90].replace(",", ";"), "", "", "", ""]
    said = json.loads(run.stdout)
    was, now = said["original"], said["pruned"]
    return ["pruned", f"{said['parity']['file']['maxRel']:.1e}", f"{now['parameters'] / was['parameters']:.3f}", f"{now['macs'] / was['macs']:.3f}", f"{took:.1f}"]


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    table = out / "peers.csv"
    rows = table.read_text().splitlines() if table.exists() else [HEAD]
    torch.set_num_threads(1)
    for name in sys.argv[2:] or [*VISION.split(), *SEGMENTERS.split(), *TIMM.split(), "segformer"]:
        for tool, run in (("Torch-Pruning", peer(torch_pruning)), ("TinyNeuralNetwork", peer(tiny)), ("Coppice", coppice)):
            if not any(row.startswith(f"{name},{tool},") for row in rows):
                rows.append(",".join([name, tool, *run(name, out)]))
                print(rows[-1], flush=True)
                beside = table.with_suffix(".tmp")
                beside.write_text("\n".join(rows) + "\n")
                os.replace(beside, table)


if __name__ == "__main__":
    main()
