package dev.coppice.eval.report;

/**
 * Which pictures weights were chosen on, and which accuracy was measured on.
 *
 * @param split that weights were chosen on
 * @param images in it
 * @param measured the split that accuracy was measured on
 * @param measuredImages in that one
 */
public record Selection(String split, int images, String measured, int measuredImages) {
    /** Whether they are the same: the best of several weights on some pictures are flattered by them. */
    public boolean isOnMeasured() {
        return split.equals(measured);
    }

    /** For people: which, and what it means where they are the same. */
    public String sentence() {
        return isOnMeasured()
                ? "The best weights were chosen on the very pictures that accuracy is measured on, split '" + split
                        + "' ("
                        + images
                        + "): accuracy on unseen data may be lower. Choosing on another split, or on a part of the"
                        + " training pictures held out, would tell."
                : "The best weights were chosen on split '" + split + "' (" + images
                        + (images == 1 ? " picture" : " pictures")
                        + ") and accuracy is measured on other pictures, split '" + measured + "' ("
                        + measuredImages + ").";
    }
}
