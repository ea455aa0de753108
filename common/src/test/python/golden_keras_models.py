"""Writes small models of Keras as it saves them, and what Keras makes of images.

The Java test GoldenModelsTest reads the models and compares logits, so that it needs no Python.

Each model is there as Keras (3.15.1, on PyTorch) saves it, NAME.keras, some as NAME.h5, too; all
archives but plain.keras are packed again to be smaller. What has "like" in its name was made of such
files by hand, in the form that earlier versions write and that could not be run: like-keras-2.h5 has
the JSON and the names of arrays of Keras 2, like-first.keras the groups of the first version of the
format.

    KERAS_BACKEND=torch python common/src/test/python/golden_keras_models.py

It writes common/src/test/resources/pretrained/keras: the models, images.npz with images of each
shape by its sides, such as 3x8x8 [images, channels, rows, columns], and logits.npz with the logits
of each model by its name [images, classes], before a softmax if the model ends with one. Of HDF5
itself there is arrays.h5.
"""

import io
import json
import logging
import pathlib
import shutil
import zipfile

import h5py
import keras
import numpy as np
from keras import layers

FOLDER = pathlib.Path(__file__).parents[1] / "resources/pretrained/keras"
IMAGES = 3
CLASSES = 3
SEED = 20190701


def main():
    logging.disable(logging.WARNING)
    keras.utils.set_random_seed(SEED)
    random = np.random.default_rng(SEED)
    shapes = ((1, 8, 8), (3, 8, 8), (3, 7, 9), (8, 5, 3))
    images = {
        "x".join(map(str, shape)): random.random((IMAGES, *shape), np.float32) for shape in shapes
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.*"):
        old.unlink()
    logits = {}
    for name, build in MODELS.items():
        model = build()
        randomize(model, random)
        model.save(FOLDER / f"{name}.keras")
        if name in ("plain", "residual", "nested"):
            model.save(FOLDER / f"{name}.h5")
        logits[name] = values = computed(model, images)
        if name != "plain":
            pack(name, entries(name))
        print(name, model.count_params(), values[0])
    like_first("plain", "like-first")
    like_keras_2("residual", "like-keras-2")
    logits["like-first"] = logits["plain"]
    logits["like-keras-2"] = logits["residual"]
    np.savez_compressed(FOLDER / "images.npz", **images)
    np.savez_compressed(FOLDER / "logits.npz", **logits)
    arrays()
    print(sum(file.stat().st_size for file in FOLDER.glob("*")), "bytes")


def randomize(model, random):
    """Weights and statistics as of a network that has seen something."""
    for variable in model.variables:
        shape = tuple(variable.shape)
        if "variance" in variable.path:
            variable.assign(random.uniform(0.5, 2, shape))
        elif "gamma" in variable.path or "alpha" in variable.path:
            variable.assign(random.uniform(0.3, 0.9, shape))
        elif "kernel" not in variable.path and variable.dtype == "float32":
            variable.assign(random.normal(0, 0.3, shape))
    for layer in model.layers:
        if isinstance(layer, layers.Normalization):
            layer.finalize_state()


def computed(model, images):
    """The logits, whatever comes behind them."""
    shape = tuple(model.inputs[0].shape[1:])
    last = model.layers[-1]
    if isinstance(last, layers.Softmax):
        model = keras.Model(model.inputs, model.layers[-2].output)
    elif isinstance(last, (layers.Dense, layers.Activation)):
        last.activation = keras.activations.linear
    for pixels in images.values():
        last_axis = np.ascontiguousarray(np.transpose(pixels, (0, 2, 3, 1)))
        for taken in (last_axis, pixels, last_axis[..., 0]):
            if taken.shape[1:] == shape:
                return np.asarray(model.predict(taken, verbose=0), np.float32)
    raise ValueError(f"no images of {shape}")


def plain():
    """As tutorials have it."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Rescaling(2.0, offset=-1),
            layers.RandomFlip("horizontal"),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(6, (3, 2), padding="same", activation="tanh"),
            layers.SpatialDropout2D(0.1),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(8, activation="sigmoid"),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    )


def residual():
    """Blocks, statistics and convolutions of each channel."""
    images = keras.Input((8, 8, 3))
    x = layers.Normalization(axis=-1)(images)
    x = layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(scale=False)(x)
    x = layers.ReLU(max_value=6)(x)
    y = layers.SeparableConv2D(4, 3, padding="same", depth_multiplier=2, activation="elu")(x)
    y = layers.BatchNormalization(center=False)(y)
    x = layers.Add()([x, y])
    y = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2, activation="gelu")(x)
    y = layers.Conv2D(4, 1)(y)
    y = layers.BatchNormalization()(y)
    x = x + y
    x = layers.LeakyReLU()(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(CLASSES)(x)
    return keras.Model(images, layers.Softmax()(x))


def channels_first():
    """Channels before rows and columns."""
    return keras.Sequential(
        [
            keras.Input((3, 8, 8)),
            layers.ZeroPadding2D(((1, 0), (2, 1)), data_format="channels_first"),
            layers.Conv2D(4, 3, data_format="channels_first"),
            layers.BatchNormalization(axis=1),
            layers.PReLU(shared_axes=[1, 2, 3]),
            layers.AveragePooling2D(2, data_format="channels_first"),
            layers.Flatten(data_format="channels_first"),
            layers.Dense(CLASSES, activation="linear"),
        ]
    )


def nested():
    """Models in a model, and a layer that is called twice."""
    inside = keras.Input((4, 4, 4))
    block = keras.Model(
        inside, layers.Add()([inside, layers.Conv2D(4, 3, padding="same", name="inner")(inside)])
    )
    front = keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            layers.Conv2D(4, 3, padding="same", strides=2, name="inner"),
            layers.BatchNormalization(),
            layers.Activation("relu"),
        ],
        name="front",
    )
    shared = layers.Dense(4, activation="softplus")
    images = keras.Input((8, 8, 3))
    x = block(front(images))
    x = layers.GlobalMaxPooling2D(keepdims=True)(block(x))
    x = layers.Reshape((-1,))(x)
    x = shared(shared(x))
    return keras.Model(images, layers.Dense(CLASSES, activation="softmax")(x))


def rows():
    """No axis of channels, and functions that others have not."""
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            layers.Permute((2, 1)),
            layers.Flatten(),
            layers.Normalization(mean=0.5, variance=0.04),
            layers.Dense(6, activation="relu6"),
            layers.BatchNormalization(),
            layers.Dense(6, activation="leaky_relu"),
            layers.ELU(0.7),
            layers.Dense(6, activation=layers.ReLU(negative_slope=0.1)),
            layers.Dense(CLASSES),
            layers.Activation("softmax"),
        ]
    )


def uneven():
    """Padding that differs between the sides, windows that differ between the axes, and all that
    changes values in training only.
    """
    return keras.Sequential(
        [
            keras.Input((7, 9, 3)),
            layers.RandomRotation(0.1),
            layers.RandomTranslation(0.1, 0.1),
            layers.RandomZoom(0.1),
            layers.RandomContrast(0.1),
            layers.GaussianNoise(0.1),
            layers.GaussianDropout(0.1),
            layers.AlphaDropout(0.1),
            layers.ActivityRegularization(l2=0.1),
            layers.Identity(),
            layers.Rescaling(np.array([2.0, 3.0, 4.0]), offset=np.array([0.1, 0.2, 0.3])),
            layers.Normalization(mean=[0.8, 1.0, 1.2], variance=[0.1, 0.2, 0.3]),
            layers.Conv2D(4, (3, 4), strides=2, padding="same", activation="relu"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Conv2D(4, 2, padding="same", activation="relu"),
            layers.DepthwiseConv2D(3, padding="same", dilation_rate=2),
            # PyTorch pads with zeros where both sides have the same, which then count for nothing.
            layers.AveragePooling2D(3, strides=1, padding="same"),
            layers.Flatten(),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    )


def flattened():
    """No layer that tells channels from rows, and sides that look like channels first."""
    return keras.Sequential(
        [keras.Input((5, 3, 8)), layers.Flatten(), layers.Dense(CLASSES, activation="softmax")]
    )


MODELS = {
    "plain": plain,
    "residual": residual,
    "channels-first": channels_first,
    "nested": nested,
    "rows": rows,
    "uneven": uneven,
    "flattened": flattened,
}


def like_first(name, made):
    """The groups of weights with the name that they had in the first version of the format."""
    all_entries = entries(name)
    weights = io.BytesIO(all_entries["model.weights.h5"])
    with h5py.File(weights, "r+") as file:
        file.move("layers", "_layer_checkpoint_dependencies")
    pack(made, {**all_entries, "model.weights.h5": weights.getvalue()})


def entries(name):
    """What an archive holds."""
    with zipfile.ZipFile(FOLDER / f"{name}.keras") as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def pack(name, content):
    """An archive that holds this, as small as may be."""
    with zipfile.ZipFile(FOLDER / f"{name}.keras", "w") as archive:
        for entry, value in content.items():
            archive.writestr(zipfile.ZipInfo(entry), value, zipfile.ZIP_DEFLATED, 9)


def like_keras_2(name, made):
    """The JSON and the names of arrays that Keras 2 writes."""
    shutil.copy(FOLDER / f"{name}.h5", FOLDER / f"{made}.h5")
    with h5py.File(FOLDER / f"{made}.h5", "r+") as file:
        model = json.loads(file.attrs["model_config"])
        config = model["config"]
        for layer in config["layers"]:
            options = layer["config"]
            if "dtype" in options:
                options["dtype"] = "float32"
            if "batch_shape" in options:
                options["batch_input_shape"] = options.pop("batch_shape")
                del options["optional"]
            if layer["class_name"] == "LeakyReLU":
                options["alpha"] = options.pop("negative_slope")
            calls = [[[*history, {}] for history in histories(call)] for call in layer["inbound_nodes"]]
            layer["inbound_nodes"] = calls
        for end in ("input_layers", "output_layers"):
            config[end] = [config[end]]
        model["class_name"] = "Functional"
        file.attrs["model_config"] = json.dumps(model).encode("utf8")
        file.attrs["keras_version"] = b"2.15.0"
        arrays = []
        file["model_weights"].visititems(
            lambda path, item: arrays.append(path) if isinstance(item, h5py.Dataset) else None
        )
        for path in arrays:
            new = path.replace("/kernel", "/depthwise_kernel") if "depthwise_conv2d" in path else path
            file["model_weights"].move(path, new + ":0")


def histories(call):
    """The tensors that Keras 3 says a call takes."""
    if isinstance(call, dict):
        if "keras_history" in call:
            yield call["keras_history"]
        for value in call.values():
            yield from histories(value)
    elif isinstance(call, list):
        for value in call:
            yield from histories(value)


def arrays():
    """What groups of HDF5 may hold, whether Keras writes it or not."""
    with h5py.File(FOLDER / "arrays.h5", "w") as file:
        file.attrs["ascii"] = b"any length"
        file.attrs["fixed"] = np.bytes_(b"as long as it is")
        file.attrs["number"] = 7
        numbers = np.arange(6).reshape(2, 3) / 4 - 0.5
        for kind in ("<f4", ">f4", "<f8", ">f8", "<f2", "<i4", "<i8"):
            file.create_dataset(kind.replace("<", "little-").replace(">", "big-"), data=(4 * numbers).astype(kind))
        file["scalar"] = np.float32(2.5)
        file.create_dataset("packed", data=np.zeros((4, 4), np.float32), chunks=(2, 4), compression="gzip")
        file["texts"] = np.array([b"a", b"b"])
        file.create_dataset("empty", shape=(3,), dtype=np.float32)
        file["link"] = h5py.SoftLink("/scalar")
        many = file.create_group("many")
        for i in range(300):
            many[f"number-{i}"] = file["scalar"]
        file["first/second/first/second/kernel:0"] = np.float32([1])
        file["first/second/first/second/bias:0"] = np.float32([2])
        circle = file.create_group("circle")
        circle["one"] = circle
        circle["other"] = circle
        file.create_group("outside")["link"] = h5py.ExternalLink("plain.h5", "/model_weights")


if __name__ == "__main__":
    main()
