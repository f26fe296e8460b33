package dev.coppice.eval.report;

/**
 * The pictures that weights were chosen on and those that accuracy was measured on.
 *
 * @param split the split that weights were chosen on
 * @param images number of images in it
 * @param measured the split that accuracy was measured on
 * @param measuredImages number of images in that one
 */
public record Selection(String split, int images, String measured, int measuredImages) {
    /** Whether both are the same pictures. Accuracy is then flattering, as the weights were chosen to be best on them. */
    public boolean isOnMeasured() {
        return split.equals(measured);
    }

    /** A sentence for people. It names the pictures and says what it means if both are the same. */
    public String sentence() {
        return isOnMeasured()
                ? "The best weights were chosen on the very pictures that accuracy is measured on, split '" + split
                        + "' ("
                        + images
                        + "): accuracy on unseen data may be lower. Choosing on another split, or on held-out training"
                        + " pictures, would show how much lower."
                : "The best weights were chosen on split '" + split + "' (" + images
                        + (images == 1 ? " picture" : " pictures")
                        + ") and accuracy is measured on other pictures, split '" + measured + "' ("
                        + measuredImages + ").";
    }
}
