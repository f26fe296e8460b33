package dev.coppice.models.network;

/** The order of an image's colour channels in the network's input. */
public enum ChannelOrder {
    RGB,
    BGR
}
