package dev.coppice.models.network;

/** What a network predicts of a picture. */
public enum Task {
    /** A class for every pixel. */
    SEGMENTATION("segmentation"),
    /** One class for the whole picture. */
    CLASSIFICATION("classification");

    private final String id;

    Task(String id) {
        this.id = id;
    }

    /** The name in cards and messages. */
    public String id() {
        return id;
    }
}
