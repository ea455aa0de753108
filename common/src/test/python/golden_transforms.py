"""Writes what public libraries make of some images, for the input defenses to be compared with.

The Java tests of the package defense read the file, so that they need neither Python nor the
libraries. Versions it was last made with:

    SciPy     1.17.1   median filter
    OpenCV    5.0.0    non-local means (opencv-python-headless 5.0.0.93), bilinear resizing
    Pillow    12.3.0   JPEG: libjpeg-turbo, colours stored at half the rows and columns (4:2:0)
    art       github.com/Trusted-AI/adversarial-robustness-toolbox 23539e2c0604 (1.20.1): thermometer

Run it with a Python that has these, NumPy, and what ART imports (scikit-learn, tqdm, six, requests,
packaging):

    PYTHONPATH=<checkout of ART> python common/src/test/python/golden_transforms.py

It writes common/src/test/resources/golden/transforms.npz. Images are 8-bit values [images, channels,
rows, columns]; "grey" are digits and noise, "colour" smooth fields with discs and noise.
"""

import gzip
import io
import pathlib

import cv2
import numpy as np
import PIL.Image
from art.defences.preprocessor.thermometer_encoding import ThermometerEncoding
from scipy import ndimage

COMMON = pathlib.Path(__file__).parents[3]
SAMPLE = COMMON / "src/main/resources/org/qusecnets/sweep/dataset/mnist-sample"
GOLDEN = COMMON / "src/test/resources/golden/transforms.npz"
SEED = 17
DIGITS = (0, 700, 1500)
HEADER = 16
GREY_SIDE = 28
COLOUR_SIDE = 32
MEDIANS = range(2, 8)
NON_LOCAL_MEANS = ((13, 3, 2), (13, 3, 4), (7, 5, 10))
QUALITIES = (75, 50, 10, 95)
THERMOMETERS = (3, 16)
RESIZED = ((26, 26), (21, 17))


def digits():
    with gzip.open(SAMPLE / "t10k-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=HEADER)
    return pixels.reshape(-1, 1, GREY_SIDE, GREY_SIDE)[list(DIGITS)]


def texture(random, channels, side):
    """A smooth field with discs of one colour, and noise."""
    field = ndimage.gaussian_filter(random.uniform(-1, 1, (channels, side, side)), (0, 6, 6))
    image = 128 + 100 * field / np.abs(field).max()
    rows, columns = np.mgrid[:side, :side]
    for _ in range(4):
        row, column, radius = random.uniform(0, side, 2).tolist() + [random.uniform(3, 9)]
        inside = (rows - row) ** 2 + (columns - column) ** 2 < radius**2
        image[:, inside] = random.uniform(0, 255, (channels, 1))
    image += random.normal(0, random.uniform(1, 6), image.shape)
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def each_channel(function, images):
    return np.stack([[function(channel) for channel in image] for image in images])


def each_colour_image(function, images):
    """Applies a function of [rows, columns, channels]."""
    moved = np.ascontiguousarray(np.moveaxis(images, 1, 3))
    return np.moveaxis(np.stack([function(image) for image in moved]), 3, 1)


def jpeg(image, quality):
    file = io.BytesIO()
    PIL.Image.fromarray(image).save(file, "jpeg", quality=quality)
    return np.asarray(PIL.Image.open(file))


def colour_means(image, search, patch, strength):
    """OpenCV expects blue, green, red."""
    blue_first = np.ascontiguousarray(image[:, :, ::-1])
    denoised = cv2.fastNlMeansDenoisingColored(
        blue_first, None, strength, strength, patch, search
    )
    return denoised[:, :, ::-1]


def main():
    random = np.random.default_rng(SEED)
    grey = np.concatenate([digits(), texture(random, 1, GREY_SIDE)[None]])
    colour = np.stack([texture(random, 3, COLOUR_SIDE) for _ in range(2)])
    arrays = {"grey": grey, "colour": colour}
    for name, images in list(arrays.items()):
        for size in MEDIANS:
            window = (1, 1, size, size)
            arrays[f"median-{size}-{name}"] = ndimage.median_filter(
                images, size=window, mode="reflect"
            )
    for search, patch, strength in NON_LOCAL_MEANS:
        name = f"means-{search}-{patch}-{strength}"
        arrays[f"{name}-grey"] = each_channel(
            lambda channel: cv2.fastNlMeansDenoising(channel, None, strength, patch, search), grey
        )
        arrays[f"{name}-colour"] = each_colour_image(
            lambda image: colour_means(image, search, patch, strength), colour
        )
    for quality in QUALITIES:
        arrays[f"jpeg-{quality}-grey"] = each_channel(lambda c: jpeg(c, quality), grey)
        arrays[f"jpeg-{quality}-colour"] = each_colour_image(lambda i: jpeg(i, quality), colour)
    for levels in THERMOMETERS:
        encoding = ThermometerEncoding(clip_values=(0, 1), num_space=levels)
        for name, images in (("grey", grey), ("colour", colour)):
            encoded, _ = encoding(np.moveaxis(images.astype(np.float32) / 255, 1, 3))
            arrays[f"thermometer-{levels}-{name}"] = np.moveaxis(encoded, 3, 1).astype(np.uint8)
    for rows, columns in RESIZED:
        arrays[f"resized-{rows}-{columns}"] = each_channel(
            lambda channel: cv2.resize(
                channel.astype(np.float32) / 255, (columns, rows), interpolation=cv2.INTER_LINEAR
            ),
            grey,
        )
    np.savez_compressed(GOLDEN, **arrays)


if __name__ == "__main__":
    main()
