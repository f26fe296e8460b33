package dev.coppice.models.network.tail;

/** Meaning of the numbers of an output. */
public enum OutputContent {
    LOGITS("logits"),
    LOG_PROBABILITIES("log-probabilities"),
    PROBABILITIES("probabilities"),
    /** Decisions in one channel: a number for class 1 and a smaller one for class 0. */
    MASK("a mask"),
    CLASSES("class indices");

    private final String text;

    OutputContent(String text) {
        this.text = text;
    }

    /** The words for messages. */
    @Override
    public String toString() {
        return text;
    }
}
