"""One training step of the U-Net 24-48-96-192 with batch normalisation in PyTorch (batch 4, 256x320, 12 classes, Adam,
channels_last, float32, 2 threads): the other side of TrainingStepBenchmark. Prints the median of the steps after 3."""
import statistics, sys, time
import torch
from torch import nn

torch.manual_seed(1)
torch.set_num_threads(2)


def block(i, o):
    layers = []
    for a in (i, o):
        layers += [nn.Conv2d(a, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    def __init__(self, widths, classes):
        super().__init__()
        self.down = nn.ModuleList(block(a, b) for a, b in zip([3] + widths, widths))
        pairs = list(zip(widths[:0:-1], widths[-2::-1]))
        self.up = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, stride=2) for a, b in pairs)
        self.dec = nn.ModuleList(block(2 * b, b) for a, b in pairs)
        self.head = nn.Conv2d(widths[0], classes, 1)

    def forward(self, x):
        skips = []
        for level, down in enumerate(self.down):
            x = down(nn.functional.max_pool2d(x, 2) if level else x)
            skips.append(x)
        for up, dec, skip in zip(self.up, self.dec, skips[-2::-1]):
            x = dec(torch.cat([skip, up(x)], 1))
        return self.head(x)


net = UNet([24, 48, 96, 192], 12).to(memory_format=torch.channels_last)
adam = torch.optim.Adam(net.parameters(), lr=1e-3)
images = torch.randn(4, 3, 256, 320).to(memory_format=torch.channels_last)
labels = torch.randint(0, 12, (4, 256, 320))
seconds = []
for step in range(3 + int(sys.argv[1] if len(sys.argv) > 1 else 10)):
    start = time.perf_counter()
    adam.zero_grad()
    nn.functional.cross_entropy(net(images), labels).backward()
    adam.step()
    seconds.append(time.perf_counter() - start)
print(f"median {statistics.median(seconds[3:]):.3f} s, fastest {min(seconds[3:]):.3f} s a step")
