package dev.coppice.models.network;

/** Meaning of the logits' channels. */
public enum OutputKind {
    /** One channel per class, unnormalised; the prediction is the argmax. */
    LOGITS("logits"),
    /** One channel, class 1 where its sigmoid is above 0.5. */
    BINARY_LOGIT("binary-logit");

    private final String id;

    OutputKind(String id) {
        this.id = id;
    }

    /** The name in cards. */
    public String id() {
        return id;
    }
}
