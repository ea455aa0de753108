"""Writes image files and what Pillow and NumPy read from them, for the formats of datasets.

The Java tests of the package dataset.format read the file, so that they need no Python. Versions it
was last made with: Pillow 12.3.0, NumPy 2.4.6, SciPy 1.17.1,
PyArrow 25.0.1. Run it with a Python that has these:

    python common/src/test/python/golden_pictures.py

It writes common/src/test/resources/golden/pictures.npz: of each file "NAME.file" its bytes and of
those that can be used "NAME.values", [channels, rows, columns], as Pillow has them in their own mode;
"resized-HxW" what Pillow's BILINEAR makes of the colour image and "grey" what its mode L does;
"NAME.npz" the bytes of NumPy's own archives; "NAME.mat" those of SciPy's files of four images
"digits", [images, channels, rows, columns], and labels as SVHN's. Beside the tests of the module jobs
it writes Parquet files of the images "batch": PNG files with labels and class names as the library
datasets of Hugging Face has them, nested lists of bytes, and lists of fractions with words as labels.
"""

import io
import json
import pathlib

import numpy as np
import PIL.Image
import PIL.ImageCms
import pyarrow as pa
import pyarrow.parquet as pq
import scipy.io

GOLDEN = pathlib.Path(__file__).parents[3] / "src/test/resources/golden/pictures.npz"
PARQUET = pathlib.Path(__file__).parents[4] / "jobs/src/test/resources/parquet"
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


def matlab(compressed, **arrays):
    file = io.BytesIO()
    scipy.io.savemat(file, arrays, do_compression=compressed)
    return np.frombuffer(file.getvalue(), np.uint8)


def parquet(batch, labels):
    PARQUET.mkdir(exist_ok=True)
    images = [
        {"bytes": encoded(PIL.Image.fromarray(image), format="PNG").tobytes(), "path": f"{i}.png"}
        for i, image in enumerate(batch)]
    features = {"image": {"_type": "Image"},
                "label": {"names": ["go", "no entry", "stop"], "_type": "ClassLabel"}}
    schema = pa.schema(
        [("image", pa.struct([("bytes", pa.binary()), ("path", pa.string())])), ("label", pa.int64())],
        metadata={"huggingface": json.dumps({"info": {"features": features}})})
    rows = pa.table({"image": images, "label": labels}, schema=schema)
    pq.write_table(rows.slice(0, 3), PARQUET / "train-00000-of-00002.parquet", compression="snappy")
    pq.write_table(rows.slice(3, 1), PARQUET / "train-00001-of-00002.parquet", compression="zstd")
    pq.write_table(rows.slice(3), PARQUET / "test-00000-of-00001.parquet")
    lists = pa.list_(pa.list_(pa.list_(pa.uint8())))
    pq.write_table(
        pa.table({"pixels": pa.array(batch.tolist(), lists), "digit": pa.array(labels, pa.uint8())}),
        PARQUET / "lists.parquet")
    grey = (batch[:, :, :, 0] / 255).tolist()
    pq.write_table(
        pa.table({"image": pa.array(grey, pa.list_(pa.list_(pa.float32()))),
                  "label": [["stop", "go", "no entry"][i] for i in labels]}),
        PARQUET / "words.parquet")
    pq.write_table(
        pa.table({"taken at": ["noon"] * len(labels), "pixels": pa.array(batch.tolist(), lists),
                  "meta.data": [{"grösse in px": 1}] * len(labels),
                  "digit": pa.array(labels, pa.uint8()), "the digit": pa.array(labels, pa.uint8())}),
        PARQUET / "names.parquet")


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
    # A profile whose colours are not sRGB's: Pillow tells it and leaves the values alone.
    profile = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("XYZ")).tobytes()
    arrays["profile-jpeg.file"] = encoded(colour, format="JPEG", quality=90, icc_profile=profile)
    arrays["profile-png.file"] = encoded(colour, format="PNG", icc_profile=profile)
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
    parquet(batch, labels)
    digits = random.integers(0, 256, (4, 3, 5, 6), dtype=np.uint8)
    numbers = np.array([[10], [1], [9], [2]], np.uint8)
    stored = {"X": digits.transpose(2, 3, 1, 0), "y": numbers}
    arrays["digits"] = digits
    arrays["plain.mat"] = matlab(False, **stored)
    arrays["compressed.mat"] = matlab(True, **stored)
    arrays["turned.mat"] = matlab(True, X=digits.transpose(3, 2, 1, 0), y=numbers)
    arrays["other.mat"] = matlab(True, X=stored["X"].astype(float), y=numbers)
    np.savez_compressed(GOLDEN, **arrays)


main()
