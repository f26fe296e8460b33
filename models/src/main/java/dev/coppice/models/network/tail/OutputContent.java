package dev.coppice.models.network.tail;

/** What the numbers of an output are. */
public enum OutputContent {
    LOGITS("logits"),
    LOG_PROBABILITIES("log-probabilities"),
    PROBABILITIES("probabilities"),
    /** One channel, decided: one number for class 1, a smaller one for class 0. */
    MASK("a mask"),
    CLASSES("class indices");

    private final String text;

    OutputContent(String text) {
        this.text = text;
    }

    /** As a reader is told. */
    @Override
    public String toString() {
        return text;
    }
}
