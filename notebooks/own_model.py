"""Make what the guide in conf/README.md begins with: a folder of images, a PyTorch model of them, and its ONNX file.

    python notebooks/own_model.py own-data

The images, circles, crosses, squares and triangles in colours, stand in for yours; the model for yours, too. With a folder
that has train/CLASS/*.png and test/CLASS/*.png already, only the model is made. The same call makes the same images.
"""

import argparse
import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import nn

CLASSES = ("circle", "cross", "square", "triangle")
IMAGES = {"train": 250, "test": 60}  # of each class
SIDE = 32
MEAN, STD = (0.5, 0.5, 0.5), (0.25, 0.25, 0.25)
EPOCHS = 15


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not (folder / "train").exists():
        write_images(folder)
    torch.manual_seed(0)
    model = network(len(list((folder / "train").iterdir())))
    train(model, *images(folder / "train"))
    export(model, folder, images(folder / "test"))


def write_images(folder):
    random = np.random.default_rng(0)
    for part, count in IMAGES.items():
        for name in CLASSES:
            (folder / part / name).mkdir(parents=True)
            for number in range(count):
                draw(name, random).save(folder / part / name / f"{number:03d}.png")


def draw(name, random):
    """One shape, anywhere, in a colour that differs from what is around it, under noise."""
    around, colour = random.integers(0, 256, (2, 3))
    while abs(around - colour).max() < 96:
        colour = random.integers(0, 256, 3)
    image = Image.new("RGB", (SIDE, SIDE), tuple(int(value) for value in around))
    pen, fill = ImageDraw.Draw(image), tuple(int(value) for value in colour)
    radius = random.uniform(7, 12)
    x, y = random.uniform(radius + 1, SIDE - radius - 1, 2)
    turn = random.uniform(-0.3, 0.3)
    if name == "circle":
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
    elif name == "cross":
        for angle in (turn + math.pi / 4, turn - math.pi / 4):
            dx, dy = radius * math.cos(angle), radius * math.sin(angle)
            pen.line((x - dx, y - dy, x + dx, y + dy), fill=fill, width=4)
    else:
        corners, turn = {"square": (4, turn + math.pi / 4), "triangle": (3, turn + math.pi / 6)}[name]
        angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
        pen.polygon([(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles], fill=fill)
    noisy = np.asarray(image) + random.normal(0, 12, (SIDE, SIDE, 3))
    return Image.fromarray(noisy.clip(0, 255).round().astype(np.uint8))


def images(folder):
    """Pixels from 0 to 1, [N, 3, rows, columns], and labels: classes in the order of their folders' names."""
    pixels, labels = [], []
    for label, of_class in enumerate(sorted(folder.iterdir())):
        for file in sorted(of_class.iterdir()):
            pixels.append(np.asarray(Image.open(file).convert("RGB").resize((SIDE, SIDE))).transpose(2, 0, 1))
            labels.append(label)
    return torch.tensor(np.stack(pixels), dtype=torch.float32) / 255, torch.tensor(labels)


def network(classes):
    def block(channels, filters):
        convolution = nn.Conv2d(channels, filters, 3, padding=1)
        return [convolution, nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]

    layers = block(3, 16) + block(16, 32) + block(32, 64)
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * (SIDE // 8) ** 2, classes))


def normalized(pixels):
    """What the model takes: mean and std are what conf/own-model.conf says of it."""
    return (pixels - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)


def train(model, pixels, labels):
    optimizer = torch.optim.Adam(model.parameters(), 2e-3)
    for _ in range(EPOCHS):
        model.train()
        for batch in torch.randperm(len(labels)).split(50):
            loss = nn.functional.cross_entropy(model(normalized(pixels[batch])), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()


def export(model, folder, test):
    pixels, labels = test
    with torch.no_grad():
        logits = model(normalized(pixels))
    accuracy = (logits.argmax(1) == labels).float().mean().item()
    # With these the sweep checks that it has the same model and the same mean and std.
    np.savez(folder / "check.npz", check_images=pixels[:20].numpy(), check_logits=logits[:20].numpy())
    example = normalized(pixels[:1])
    torch.onnx.export(
        model, (example,), folder / "model.onnx", dynamo=False, input_names=["images"], output_names=["logits"],
        dynamic_axes={"images": {0: "N"}, "logits": {0: "N"}},
    )  # fmt: skip
    print(f"{folder / 'model.onnx'}: {accuracy:.1%} of {len(labels)} test images right in PyTorch")


if __name__ == "__main__":
    main()
