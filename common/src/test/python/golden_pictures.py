"""Writes image files and what Pillow and NumPy read from them, for the formats of datasets.

The Java tests of the package dataset.format read the file, so that they need no Python. Versions it
was last made with: Pillow 12.3.0, NumPy 2.4.6. Run it with a Python that has these:

    python common/src/test/python/golden_pictures.py

It writes common/src/test/resources/golden/pictures.npz: of each file "NAME.file" its bytes and of
those that can be used "NAME.values", [channels, rows, columns], as Pillow has them in their own mode;
"resized-HxW" what Pillow's BILINEAR makes of the colour image and "grey" what its mode L does;
"NAME.npz" the bytes of NumPy's own archives.
"""

import io
import pathlib

import numpy as np
import PIL.Image

GOLDEN = pathlib.Path(__file__).parents[3] / "src/test/resources/golden/pictures.npz"
SIZES = ((7, 5), (31, 40), (13, 11), (1, 1))


def encoded(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return np.frombuffer(file.getvalue(), np.uint8)


def planes(image):
    values = np.asarray(image)
    return values[None] if values.ndim == 2 else values.transpose(2, 0, 1)


def archive(**arrays):
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return np.frombuffer(file.getvalue(), np.uint8)


def main():
    random = np.random.default_rng(5)
    rows, columns = np.mgrid[0:13, 0:11]
    smooth = np.stack([rows * 19, columns * 23, (rows + columns) * 10], -1)
    colour = PIL.Image.fromarray(
        np.clip(smooth + random.integers(0, 20, smooth.shape), 0, 255).astype(np.uint8))
    grey = colour.convert("L")
    palette = colour.quantize(7)
    used = {
        "colour-png": (colour, {"format": "PNG"}),
        "grey-png": (grey, {"format": "PNG"}),
        "palette-png": (palette, {"format": "PNG"}),
        "bilevel-png": (grey.convert("1"), {"format": "PNG"}),
        "colour-jpeg": (colour, {"format": "JPEG", "quality": 90}),
        "colour-jpeg-444": (colour, {"format": "JPEG", "quality": 95, "subsampling": 0}),
        "grey-jpeg": (grey, {"format": "JPEG", "quality": 90}),
        "colour-bmp": (colour, {"format": "BMP"}),
        "colour-ppm": (colour, {"format": "PPM"}),
        "grey-pgm": (grey, {"format": "PPM"}),
    }
    refused = {
        "alpha-png": (colour.convert("RGBA"), {"format": "PNG"}),
        "grey-alpha-png": (grey.convert("LA"), {"format": "PNG"}),
        "transparent-palette-png": (palette, {"format": "PNG", "transparency": 0}),
        "deep-png": (PIL.Image.fromarray(np.asarray(grey).astype(np.uint16) * 257), {"format": "PNG"}),
        "cmyk-jpeg": (colour.convert("CMYK"), {"format": "JPEG"}),
        "gif": (palette, {"format": "GIF"}),
        "tiff": (colour, {"format": "TIFF"}),
    }
    arrays = {}
    for name, (image, options) in (used | refused).items():
        arrays[name + ".file"] = encoded(image, **options)
    for name in used:
        image = PIL.Image.open(io.BytesIO(arrays[name + ".file"].tobytes()))
        mode = {"P": "RGB", "1": "L"}.get(image.mode, image.mode)
        arrays[name + ".values"] = planes(image.convert(mode))
    for height, width in SIZES:
        arrays[f"resized-{height}x{width}"] = planes(
            colour.resize((width, height), PIL.Image.Resampling.BILINEAR))
    arrays["grey"] = planes(grey)
    batch = random.integers(0, 256, (6, 4, 5, 3), dtype=np.uint8)
    labels = np.array([0, 1, 2, 0, 1, 2])
    fractions = (batch / 255).astype(np.float32)
    broken = fractions.astype(np.float64)
    broken[4, 1, 1, 1] = np.nan
    broken[2, 0, 0, 0] = 1.5
    arrays["batch"] = batch.transpose(0, 3, 1, 2)
    arrays["last.npz"] = archive(images=batch, labels=labels)
    arrays["first.npz"] = archive(x=batch.transpose(0, 3, 1, 2).copy(), y=labels.astype(np.uint8))
    arrays["fractions.npz"] = archive(images=fractions, labels=labels[:, None].astype(np.int32))
    arrays["big-endian.npz"] = archive(images=fractions.astype(">f8"), labels=labels.astype(">i2"))
    arrays["keras.npz"] = archive(
        x_train=batch[:3, :, :, 0].copy(), y_train=labels[:3],
        x_test=batch[3:, :, :, 0].copy(), y_test=labels[3:])
    arrays["broken.npz"] = archive(images=broken, labels=labels)
    arrays["fortran.npz"] = archive(images=np.asfortranarray(batch), labels=labels)
    arrays["pickled.npz"] = archive(images=batch, labels=np.array(["a"] * 6, dtype=object))
    arrays["words.npz"] = archive(images=batch, labels=labels.astype(str))
    arrays["gap.npz"] = archive(images=batch, labels=labels * 2)
    arrays["negative.npz"] = archive(images=batch, labels=labels - 1)
    arrays["one-class.npz"] = archive(images=batch, labels=labels * 0)
    arrays["unequal.npz"] = archive(images=batch, labels=labels[:5])
    np.savez_compressed(GOLDEN, **arrays)


main()
