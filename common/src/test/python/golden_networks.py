"""Writes small ONNX models of other programs, and what those programs make of images.

The Java test GoldenNetworksTest reads the models and compares logits, so that it needs no Python.

What has "script" or "dynamo" in its name was written by one of PyTorch's exporters (2.13.0), what
begins with "keras" by Keras's own (3.15.1, on PyTorch); their logits are computed by PyTorch and
Keras. Models that begin with "like" are built here, with onnx.helper (1.23.1), in the way in which
tf2onnx, skl2onnx and exporters of earlier years write them, which could not be run: their logits are
ONNX Runtime's (1.30.0). Stack traces and descriptions, which no network needs, are left out.

    KERAS_BACKEND=torch python common/src/test/python/golden_networks.py

It writes common/src/test/resources/pretrained/onnx: the models, images.npz with images of each
shape by its sides, such as 3x8x8 [images, channels, rows, columns], and logits.npz with the logits
of each model by its name [images, classes], before a softmax if the model ends with one.
"""

import pathlib
import warnings

import keras
import numpy as np
import onnx
import onnxruntime
import torch
from keras import layers
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parents[1] / "resources/pretrained/onnx"
IMAGES = 3
CLASSES = 3
SEED = 20190701


def main():
    warnings.filterwarnings("ignore")
    torch.manual_seed(SEED)
    keras.utils.set_random_seed(SEED)
    random = np.random.default_rng(SEED)
    shapes = ((3, 8, 8), (1, 8, 8), (3, 7, 9), (12, 1, 1))
    images = {
        "x".join(map(str, shape)): random.random((IMAGES, *shape), np.float32) for shape in shapes
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.onnx"):
        old.unlink()
    logits = {}
    for name, model in {**torch_models(), **keras_models(), **handmade_models(random)}.items():
        shape, values = model(name, images)
        logits[name] = np.ascontiguousarray(values, np.float32)
        print(name, shape, (FOLDER / f"{name}.onnx").stat().st_size, values[0])
    np.savez_compressed(FOLDER / "images.npz", **images)
    np.savez_compressed(FOLDER / "logits.npz", **logits)


def save(model, name):
    """Without what tells where it was made."""
    del model.metadata_props[:]
    for part in (model, model.graph, *model.graph.node, *model.graph.value_info):
        part.doc_string = ""
        del part.metadata_props[:]
    for value in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        value.doc_string = ""
        del value.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.save(model, FOLDER / f"{name}.onnx")


# PyTorch


def settled(network):
    """In evaluation mode, with statistics as if it had been trained."""
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            with torch.no_grad():
                module.running_mean.uniform_(-0.3, 0.3)
                module.running_var.uniform_(0.5, 1.5)
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.3, 0.3)
    return network.eval()


def script(network, opset, shape="3x8x8", end=None, **options):
    """Exported by tracing."""

    def write(name, images):
        batch = torch.from_numpy(images[shape])
        batch = batch.flatten(1) if shape.endswith("1x1") else batch
        model = (nn.Sequential(network, end) if end else network).eval()
        options.setdefault("dynamic_axes", {"input": {0: "N"}})
        torch.onnx.export(
            model, (batch[:2],), FOLDER / "traced.onnx", dynamo=False, opset_version=opset,
            input_names=["input"], output_names=["output"], **options,
        )
        save(onnx.load(FOLDER / "traced.onnx"), name)
        (FOLDER / "traced.onnx").unlink()
        with torch.no_grad():
            return shape, network(batch).numpy()

    return write


def dynamo(network, opset=20, shape="3x8x8", end=None, fixed=False):
    """Exported by torch.export."""

    def write(name, images):
        batch = torch.from_numpy(images[shape])
        batch = batch.flatten(1) if shape.endswith("1x1") else batch
        model = (nn.Sequential(network, end) if end else network).eval()
        dynamic = None if fixed else ({0: torch.export.Dim("N")},)
        program = torch.onnx.export(
            model, (batch[:2],), dynamo=True, opset_version=opset, dynamic_shapes=dynamic,
            verbose=False,
        )
        save(program.model_proto, name)
        with torch.no_grad():
            return shape, network(batch).numpy()

    return write


class Forward(nn.Module):
    """Modules and what is computed with them."""

    def __init__(self, compute, **modules):
        super().__init__()
        self.compute = compute
        for name, module in modules.items():
            if isinstance(module, torch.Tensor):
                self.register_buffer(name, module)
            else:
                setattr(self, name, module)

    def forward(self, images):
        return self.compute(self, images)


def plain():
    return settled(nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(),
        nn.Conv2d(4, 4, 3, stride=2, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2, 1),
        nn.Flatten(), nn.Dropout(), nn.Linear(16, 5), nn.BatchNorm1d(5), nn.Tanh(),
        nn.Linear(5, CLASSES),
    ))


def block(inside, outside, stride):
    def compute(self, images):
        sums = self.body(images) + (self.beside(images) if stride > 1 else images)
        return torch.relu(sums)

    body = nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(),
        nn.Conv2d(outside, outside, 3, 1, 1, bias=False), nn.BatchNorm2d(outside),
    )
    beside = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))
    return Forward(compute, body=body, beside=beside)


def residual():
    return settled(nn.Sequential(
        nn.Conv2d(3, 3, 3, padding=1), nn.ReLU(), block(3, 3, 1), block(3, 4, 2), block(4, 4, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, CLASSES),
    ))


def shortcuts():
    """A shortcut without weights (He et al. 2016, option A), and one with an activation."""

    def compute(self, images):
        stem = self.stem(images)
        beside = functional.pad(stem[:, :, ::2, ::2], (0, 0, 0, 0, 1, 2))
        sums = torch.relu(self.body(stem) + beside)
        other = self.other(sums) + self.beside(sums)
        nested = other + self.inner(other + self.innermost(other))
        return self.head(nested.mean([2, 3]))

    return settled(Forward(
        compute,
        stem=nn.Sequential(nn.Conv2d(3, 2, 3, padding=1), nn.ReLU()),
        body=nn.Sequential(nn.Conv2d(2, 5, 3, 2, 1, bias=False), nn.BatchNorm2d(5)),
        other=nn.Sequential(nn.Conv2d(5, 4, 3, padding=1), nn.Sigmoid()),
        beside=nn.Sequential(nn.Tanh(), nn.Conv2d(5, 4, 1), nn.ELU()),
        inner=nn.Sequential(nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 1)),
        innermost=nn.Conv2d(4, 4, 3, padding=1),
        head=nn.Linear(4, CLASSES),
    ))


def separable():
    return settled(nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1, groups=3), nn.ReLU6(), nn.Conv2d(6, 4, 1), nn.BatchNorm2d(4),
        nn.Hardtanh(0, 2), nn.Conv2d(4, 4, 3, padding=2, dilation=2, groups=4, bias=False),
        nn.BatchNorm2d(4), nn.ReLU6(), nn.Conv2d(4, 3, (3, 2), dilation=(2, 3), padding=(2, 1)),
        nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(3 * 8 * 7, CLASSES),
    ))


def pools():
    return settled(nn.Sequential(
        nn.Conv2d(3, 3, 3, padding=1), nn.AvgPool2d(3, 2, 1), nn.ReLU(),
        nn.AvgPool2d(3, 1, 1, count_include_pad=False), nn.MaxPool2d(3, 2, 1), nn.AdaptiveAvgPool2d(2),
        nn.AvgPool2d(2), nn.Flatten(), nn.Linear(3, CLASSES),
    ))


def functions():
    return settled(nn.Sequential(
        nn.Conv2d(3, 3, 3), nn.ELU(0.7), nn.Conv2d(3, 3, 3), nn.LeakyReLU(0.1), nn.Conv2d(3, 3, 3),
        nn.Tanh(), nn.Flatten(), nn.Linear(12, 8), nn.Sigmoid(), nn.Linear(8, 8), nn.Softplus(),
        nn.Linear(8, 8), nn.PReLU(), nn.Linear(8, CLASSES),
    ))


def gelus():
    return settled(nn.Sequential(
        nn.Conv2d(3, 3, 3), nn.GELU(), nn.Conv2d(3, 3, 3, stride=2), nn.GELU(approximate="tanh"),
        nn.Flatten(), nn.Linear(12, 5), nn.GELU(), nn.Linear(5, CLASSES),
    ))


def normalized(network):
    """A network of images that are scaled in the graph."""

    def compute(self, images):
        return self.network((images - self.mean) / self.deviation)

    return settled(Forward(
        compute, network=network, mean=torch.tensor([0.48, 0.46, 0.41]).reshape(1, 3, 1, 1),
        deviation=torch.tensor([0.23, 0.22, 0.26]).reshape(1, 3, 1, 1),
    ))


def uneven():
    """Padding that differs between sides, as TensorFlow's "same" does for strides."""

    def compute(self, images):
        values = torch.relu(self.first(functional.pad(images, (0, 1, 0, 1))))
        values = torch.relu(self.second(functional.pad(values, (2, 0, 0, 1))))
        return self.head(functional.max_pool2d(functional.pad(values, (0, 1, 0, 1)), 2).flatten(1))

    return settled(Forward(
        compute, first=nn.Conv2d(3, 3, 3, stride=2), second=nn.Conv2d(3, 2, (2, 3), padding=(1, 0)),
        head=nn.Linear(12, CLASSES),
    ))


def all_convolutional():
    last = nn.Conv2d(4, CLASSES, 1)
    nn.init.constant_(last.bias, 0.5)
    return settled(nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=(2, 1), padding=(0, 1)), nn.ReLU(), last, nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(),
    ))


def convolutions_of_one_value():
    return settled(nn.Sequential(
        nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Conv2d(4, 5, 3, padding=1),
        nn.ReLU(), nn.Conv2d(5, CLASSES, 1), nn.Flatten(),
    ))


def of_rows():
    return settled(nn.Sequential(
        nn.BatchNorm1d(12), nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 8, bias=False),
        nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, CLASSES),
    ))


def flattened_first():
    return settled(nn.Sequential(
        nn.Flatten(), nn.BatchNorm1d(64), nn.Linear(64, 6), nn.ReLU(), nn.Linear(6, CLASSES)
    ))


def viewed(flatten, features=4):
    return settled(Forward(
        lambda self, images: self.head(flatten(torch.relu(self.stem(images)))),
        stem=nn.Conv2d(3, 4, 3), head=nn.Linear(features, CLASSES),
    ))


def torch_models():
    training = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
    return {
        "script-9-plain-folded": script(plain(), 9),
        "script-11-plain": script(plain(), 11, keep_initializers_as_inputs=True, **training),
        "script-13-plain": script(plain(), 13, end=nn.Softmax(1), **training),
        "dynamo-20-plain": dynamo(plain(), 20),
        "dynamo-21-plain-of-two": dynamo(plain(), 21, fixed=True),
        "script-13-residual-folded": script(residual(), 13),
        "script-17-residual": script(residual(), 17, **training),
        "dynamo-20-residual": dynamo(residual(), 20),
        "script-17-shortcuts": script(shortcuts(), 17, **training),
        "dynamo-20-shortcuts": dynamo(shortcuts(), 20),
        "script-10-separable": script(separable(), 10),
        "script-12-separable": script(separable(), 12, **training),
        "dynamo-18-separable": dynamo(separable(), 18),
        "script-9-pools": script(pools(), 9),
        "script-17-pools": script(pools(), 17),
        "dynamo-20-pools": dynamo(pools(), 20),
        "script-11-functions": script(functions(), 11),
        "dynamo-20-functions": dynamo(functions(), 20),
        "script-17-gelus": script(gelus(), 17),
        "script-20-gelus": script(gelus(), 20),
        "dynamo-18-gelus": dynamo(gelus(), 18),
        "dynamo-20-gelus": dynamo(gelus(), 20),
        "script-17-normalized": script(normalized(plain()), 17, end=nn.LogSoftmax(1)),
        "dynamo-20-normalized": dynamo(normalized(plain()), 20, end=nn.LogSoftmax(1)),
        "script-11-uneven": script(uneven(), 11),
        "script-17-uneven-oblong": script(uneven_oblong(), 17, shape="3x7x9"),
        "dynamo-20-uneven": dynamo(uneven(), 20),
        "script-13-all-convolutional": script(all_convolutional(), 13),
        "dynamo-20-all-convolutional": dynamo(all_convolutional(), 20, shape="3x7x9"),
        "script-17-convolutions-of-one-value": script(convolutions_of_one_value(), 17),
        "script-9-rows": script(of_rows(), 9, shape="12x1x1", **training),
        "script-17-rows": script(of_rows(), 17, shape="12x1x1", end=nn.Softmax(1)),
        "dynamo-20-rows": dynamo(of_rows(), 20, shape="12x1x1"),
        "dynamo-20-flattened-first": dynamo(flattened_first(), 20, shape="1x8x8"),
        "script-11-viewed": script(viewed(lambda x: x.view(x.size(0), -1), 144), 11),
        "script-12-reshaped": script(
            viewed(lambda x: x.reshape(x.shape[0], x.shape[1] * x.shape[2] * x.shape[3]), 144), 12),
        "script-13-mean": script(viewed(lambda x: x.mean([2, 3])), 13),
        "script-17-mean-kept": script(viewed(lambda x: x.mean((3, 2), keepdim=True).flatten(1)), 17),
        "script-18-mean-of-planes": script(
            viewed(lambda x: x.view(x.size(0), x.size(1), -1).mean(2)), 18),
        "script-13-squeezed": script(
            viewed(lambda x: functional.adaptive_avg_pool2d(x, 1).squeeze(-1).squeeze(-1)), 13),
        "dynamo-20-squeezed": dynamo(
            viewed(lambda x: functional.adaptive_avg_pool2d(x, 1).squeeze(-1).squeeze(-1)), 20),
    }


def uneven_oblong():
    def compute(self, images):
        values = torch.relu(self.first(functional.pad(images, (1, 2, 0, 2))))
        return self.head(torch.relu(self.second(values)).flatten(1))

    return settled(Forward(
        compute, first=nn.Conv2d(3, 3, (3, 5), stride=2, groups=3),
        second=nn.Conv2d(3, 2, 3, padding=(0, 1), dilation=(1, 2)), head=nn.Linear(2 * 2 * 2, CLASSES),
    ))


# Keras


def keras_model(model, shape="3x8x8", softmax=False):
    def write(name, images):
        batch = images[shape].transpose(0, 2, 3, 1)
        for layer in model.layers:
            if isinstance(layer, layers.BatchNormalization):
                random = np.random.default_rng(len(layer.name))
                channels = layer.gamma.shape[0]
                layer.set_weights([
                    random.uniform(0.5, 1.5, channels), random.uniform(-0.3, 0.3, channels),
                    random.uniform(-0.3, 0.3, channels), random.uniform(0.5, 1.5, channels),
                ])
            elif layer.get_weights() and hasattr(layer, "bias") and layer.bias is not None:
                layer.bias.assign(np.linspace(-0.2, 0.2, layer.bias.shape[0]))
        outputs = keras.ops.convert_to_numpy(model(batch))
        model.export(FOLDER / "exported.onnx", format="onnx", verbose=False)
        save(onnx.load(FOLDER / "exported.onnx"), name)
        (FOLDER / "exported.onnx").unlink()
        if softmax:
            before = keras.Model(model.inputs, model.layers[-2].output)
            weights, bias = model.layers[-1].get_weights()
            outputs = keras.ops.convert_to_numpy(before(batch)) @ weights + bias
        return shape, outputs

    return write


def keras_sequence():
    return keras.Sequential([
        keras.Input((8, 8, 3)), layers.Rescaling(2.0, offset=-1.0),
        layers.Conv2D(3, 3, padding="same", strides=2), layers.BatchNormalization(), layers.ReLU(),
        layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2), layers.Activation("gelu"),
        layers.MaxPooling2D(2), layers.Conv2D(4, 2, padding="same", activation="elu"),
        layers.AveragePooling2D(2, padding="same", strides=1), layers.Flatten(), layers.Dropout(0.3),
        layers.Dense(5, activation="softplus"), layers.Dense(CLASSES, activation="softmax"),
    ])


def keras_graph():
    images = keras.Input((8, 8, 3))
    values = layers.Conv2D(3, 3, padding="same", use_bias=False)(images)
    values = layers.Activation("relu")(layers.BatchNormalization()(values))
    beside = layers.SeparableConv2D(3, 3, padding="same")(values)
    values = layers.LeakyReLU(negative_slope=0.25)(layers.Add()([values, beside]))
    values = layers.ReLU(max_value=6)(values)
    values = layers.ZeroPadding2D(((0, 1), (0, 1)))(values)
    values = layers.Conv2D(4, 3, strides=2, padding="valid")(values)
    values = layers.PReLU(shared_axes=[1, 2], alpha_initializer=keras.initializers.Constant(0.125))(values)
    values = layers.Normalization(mean=[0.1, 0.2, 0.3, 0.4], variance=[1.0, 2.0, 3.0, 4.0])(values)
    values = layers.GlobalAveragePooling2D()(values)
    return keras.Model(images, layers.Dense(CLASSES)(values))


def keras_models():
    flattened = keras.Sequential([
        keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(6, activation="relu"),
        layers.Dense(CLASSES),
    ])
    colours = keras.Sequential([
        keras.Input((8, 8, 3)), layers.Flatten(), layers.Dense(6, activation="tanh"),
        layers.Dense(CLASSES),
    ])
    return {
        "keras-sequence": keras_model(keras_sequence(), softmax=True),
        "keras-graph": keras_model(keras_graph()),
        "keras-flattened-first": keras_model(flattened, "1x8x8"),
        "keras-flattened-colours": keras_model(colours),
    }


# As other exporters write them


def handmade(nodes, weights, shape, opset, channels_last=False, probabilities=False, kind=np.float32):
    """A graph of nodes from "input" to "output"; logits are of "logits" where it has probabilities."""

    def write(name, images):
        batch = images[shape].astype(kind)
        sides = batch.shape[1:]
        if channels_last:
            batch = batch.transpose(0, 2, 3, 1)
        elif sides[1:] == (1, 1):
            batch = batch.reshape(len(batch), -1)
        element = TensorProto.DOUBLE if kind == np.float64 else TensorProto.FLOAT

        def model(output):
            used = [numpy_helper.from_array(array, key) for key, array in weights.items()]
            graph = helper.make_graph(
                nodes, name,
                [helper.make_tensor_value_info("input", element, ["N", *batch.shape[1:]])],
                [helper.make_tensor_value_info(output, element, ["N", CLASSES])], used,
            )
            made = helper.make_model(
                graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="golden_networks")
            made.ir_version = 4 if opset < 11 else 8
            return made

        onnx.checker.check_model(model("output"))
        save(model("output"), name)
        session = onnxruntime.InferenceSession(
            model("logits" if probabilities else "output").SerializeToString())
        return shape, session.run(None, {"input": batch})[0]

    return write


def node(operator, inputs, output, **attributes):
    return helper.make_node(operator, inputs, [output], name=f"{output}/{operator}", **attributes)


def handmade_models(random):
    def normal(*sides, kind=np.float32):
        return random.normal(0, 0.4, sides).astype(kind)

    def positive(*sides):
        return random.uniform(0.5, 1.5, sides).astype(np.float32)

    images_last = [
        node("Transpose", ["input"], "first", perm=[0, 3, 1, 2]),
        node("Conv", ["first", "w1", "b1"], "c1", strides=[2, 2], auto_pad="SAME_UPPER", kernel_shape=[3, 3]),
        node("Relu", ["c1"], "r1"),
        node("Conv", ["r1", "w2"], "c2", strides=[1, 1], pads=[1, 1, 1, 1], kernel_shape=[3, 3], group=3),
        node("BatchNormalization", ["c2", "gamma", "beta", "mean", "variance"], "n2", epsilon=1e-3),
        node("Clip", ["n2", "zero", "six"], "r2"),
        node("MaxPool", ["r2"], "p2", kernel_shape=[2, 2], strides=[1, 1], auto_pad="SAME_UPPER"),
        node("Transpose", ["p2"], "last", perm=[0, 2, 3, 1]),
    ]
    image_weights = {
        "w1": normal(3, 3, 3, 3), "b1": normal(3), "w2": normal(6, 1, 3, 3), "gamma": positive(6),
        "beta": normal(6), "mean": normal(6), "variance": positive(6),
        "zero": np.float32(0), "six": np.float32(6),
    }
    return {
        # tf2onnx: channels last in the graph, flattened by a reshape to constants.
        "like-tf2onnx-flattened": handmade(
            [
                *images_last,
                node("Reshape", ["last", "shape"], "flat"),
                node("MatMul", ["flat", "w3"], "m3"),
                node("Add", ["m3", "b3"], "logits"),
                node("Softmax", ["logits"], "output", axis=-1),
            ],
            {**image_weights, "shape": np.array([-1, 96]), "w3": normal(96, CLASSES), "b3": normal(CLASSES)},
            "3x8x8", 13, channels_last=True, probabilities=True,
        ),
        "like-tf2onnx-mean": handmade(
            [
                node("Sub", ["input", "average"], "shifted"),
                node("Mul", ["shifted", "factor"], "scaled"),
                *[helper.make_node(n.op_type, ["scaled" if i == "input" else i for i in n.input],
                                   n.output, name=n.name,
                                   **{a.name: helper.get_attribute_value(a) for a in n.attribute})
                  for n in images_last],
                node("ReduceMean", ["last"], "averaged", axes=[1, 2], keepdims=1),
                node("Squeeze", ["averaged", "axes"], "flat"),
                node("Gemm", ["flat", "w3", "b3"], "output", alpha=0.5, beta=2.0, transB=1),
            ],
            {
                **image_weights, "average": np.array([0.4, 0.5, 0.6], np.float32),
                "factor": np.float32(3.5), "axes": np.array([1, 2]), "w3": normal(CLASSES, 6),
                "b3": normal(1, CLASSES),
            },
            "3x8x8", 13, channels_last=True,
        ),
        # Keras's converters of before: SAME for an odd number of rows, constants as nodes.
        "like-keras2onnx-same": handmade(
            [
                node("Transpose", ["input"], "first", perm=[0, 3, 1, 2]),
                node("Conv", ["first", "w1"], "c1", strides=[2, 2], auto_pad="SAME_UPPER"),
                node("Add", ["c1", "b1"], "a1"),
                node("LeakyRelu", ["a1"], "r1", alpha=0.3),
                node("AveragePool", ["r1"], "p1", kernel_shape=[3, 3], strides=[1, 2], auto_pad="SAME_UPPER"),
                node("Conv", ["p1", "w2"], "c2", strides=[1, 2], auto_pad="SAME_LOWER"),
                node("Transpose", ["c2"], "last", perm=[0, 2, 3, 1]),
                node("Flatten", ["last"], "flat"),
                helper.make_node("Constant", [], ["w3"], value=numpy_helper.from_array(normal(16, CLASSES))),
                node("MatMul", ["flat", "w3"], "output"),
            ],
            {"w1": normal(3, 3, 3, 3), "b1": normal(3, 1, 1), "w2": normal(2, 3, 2, 2)},
            "3x7x9", 9, channels_last=True,
        ),
        # skl2onnx: a scaler and a perceptron on rows, in double precision, too.
        "like-skl2onnx-rows": handmade(
            [
                node("Sub", ["input", "mean"], "centred"),
                node("Div", ["centred", "deviation"], "standard"),
                node("Cast", ["standard"], "cast", to=TensorProto.FLOAT),
                node("MatMul", ["cast", "w1"], "m1"),
                node("Add", ["m1", "b1"], "a1"),
                node("Tanh", ["a1"], "t1"),
                node("MatMul", ["t1", "w2"], "m2"),
                node("Add", ["m2", "b2"], "logits"),
                node("Softmax", ["logits"], "output", axis=1),
            ],
            {
                "mean": normal(1, 12), "deviation": positive(1, 12), "w1": normal(12, 5),
                "b1": normal(1, 5), "w2": normal(5, CLASSES), "b2": normal(1, CLASSES),
            },
            "12x1x1", 12, probabilities=True,
        ),
        "like-skl2onnx-doubles": handmade(
            [
                node("MatMul", ["input", "w1"], "m1"),
                node("Add", ["m1", "b1"], "a1"),
                node("Relu", ["a1"], "r1"),
                node("MatMul", ["r1", "w2"], "output"),
            ],
            {"w1": normal(12, 5, kind=np.float64), "b1": normal(5, kind=np.float64),
             "w2": normal(5, CLASSES, kind=np.float64)},
            "12x1x1", 14, kind=np.float64,
        ),
        # Half precision as it is stored, not as it is computed; weights that are turned in the graph.
        "like-others-turned": handmade(
            [
                node("Cast", ["half"], "w1", to=TensorProto.FLOAT),
                node("Conv", ["input", "w1"], "c1"),
                node("Mul", ["c1", "scale"], "s1"),
                node("Tanh", ["s1"], "t1"),
                node("Flatten", ["t1"], "flat"),
                node("Transpose", ["turned"], "w2", perm=[1, 0]),
                node("MatMul", ["flat", "w2"], "output"),
            ],
            {"half": normal(2, 3, 3, 3, kind=np.float16), "scale": positive(2, 1, 1),
             "turned": normal(CLASSES, 72)},
            "3x8x8", 17,
        ),
    }


if __name__ == "__main__":
    main()
