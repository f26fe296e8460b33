package dev.coppice.compress.plan;

/**
 * Decision on one candidate.
 *
 * @param pass name of the pass that decided: {@code truncation}, {@code learned} (cut-offs) or {@code channels}; {@code
 *     statistics} for a normalisation that averages over cut channels; {@code widths} for the channel counts that pruning
 *     may leave; {@code target} for how far it met its target
 * @param where name of the node, tensor or channel group; {@code widths} and {@code target} for those passes
 * @param changed whether the plan changes it
 * @param reason what is done, or why nothing is, for a person
 */
public record Decision(String pass, String where, boolean changed, String reason) {
    public static Decision changed(String pass, String where, String reason) {
        return new Decision(pass, where, true, reason);
    }

    public static Decision declined(String pass, String where, String reason) {
        return new Decision(pass, where, false, reason);
    }

    /** Whether the same pass decides on the same candidate. */
    boolean isAboutTheSame(Decision other) {
        return pass.equals(other.pass) && where.equals(other.where);
    }
}
