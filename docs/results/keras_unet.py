"""The zoo's street network as a U-Net of Keras 3, channels last, with the same weights: unet.keras, unet.h5 and unet.onnx.

python keras_unet.py street.onnx FOLDER     needs keras, torch, onnx and onnxscript
"""
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np
import onnx
from onnx import numpy_helper
from keras import layers

source, folder = sys.argv[1:]
weights = {t.name: numpy_helper.to_array(t) for t in onnx.load(source).graph.initializer}


def convolved(x, name):
    x = layers.Conv2D(weights[name + ".weight"].shape[0], 3, padding="same", use_bias=False, name=name.replace(".", "_"))(x)
    x = layers.BatchNormalization(epsilon=1e-5, name=name.replace(".conv", "_norm"))(x)
    return layers.ReLU()(x)


def level(x, name):
    return convolved(convolved(x, name + ".conv1"), name + ".conv2")


x = image = keras.Input((192, 256, 3), name="input")
skips = []
for name in ("enc1", "enc2", "enc3"):
    x = level(x, name)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
x = level(x, "enc4")
for name, skip in zip(("dec3", "dec2", "dec1"), reversed(skips)):
    x = layers.Conv2DTranspose(weights[name + ".up.bias"].shape[0], 2, strides=2, name=name + "_up")(x)
    x = level(layers.Concatenate()([skip, x]), name)
model = keras.Model(image, layers.Conv2D(8, 1, name="logits")(x))
for layer in model.layers:
    own = layer.name.replace("_", ".")
    if isinstance(layer, layers.BatchNormalization):
        layer.set_weights([weights[f"{own}.{part}"] for part in ("scale", "bias", "mean", "var")])
    elif layer.weights:
        own = own + ".weight"
        kernel = weights[own].transpose(2, 3, 1, 0)  # of Conv [out, in, h, w], of ConvTranspose [in, out, h, w]
        layer.set_weights([kernel] + ([weights[own.replace("weight", "bias")]] if layer.use_bias else []))

model(np.zeros((1, 192, 256, 3), "float32"))  # an export needs a call
os.makedirs(folder, exist_ok=True)
model.save(f"{folder}/unet.keras")
model.save(f"{folder}/unet.h5")
model.export(f"{folder}/unet.onnx", format="onnx", verbose=False)

# an export names inputs and outputs itself, and the cards say how
card = json.load(open(os.path.splitext(source)[0] + ".json"))
graph = onnx.load(f"{folder}/unet.onnx").graph
for name, ends in (("keras", ("input", "logits")), ("h5", ("input", "logits")), ("onnx", (graph.input[0].name, graph.output[0].name))):
    card["input"]["name"], card["output"]["name"] = ends
    os.makedirs(f"{folder}/{name}", exist_ok=True)
    os.rename(f"{folder}/unet.{name}", f"{folder}/{name}/unet.{name}")
    json.dump(card, open(f"{folder}/{name}/unet.json", "w"))
