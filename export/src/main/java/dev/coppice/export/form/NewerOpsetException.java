package dev.coppice.export.form;

/** A node that the target's opset cannot express. */
final class NewerOpsetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int opset;

    /**
     * The opset that can express it.
     *
     * @param opset oldest opset that can
     * @param why reason, to follow the operator's name
     */
    NewerOpsetException(int opset, String why) {
        super(why);
        this.opset = opset;
    }

    int opset() {
        return opset;
    }
}
