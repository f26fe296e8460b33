package dev.coppice.eval.annotation;

import dev.coppice.models.measure.RankCorrelation;
import java.util.List;

/** The four ways to estimate what block labels are worth. */
public enum Estimator {
    /** In-band spectral agreement. */
    E1("E1 agreement", 1),
    /** In-band spectral agreement, in the band that the size itself holds. */
    E1_OWN("E1 at ν_M", 1),
    /** Discrepancy of a reference network's loss; less is better. */
    E2("E2 loss discrepancy", -1),
    /** mIoU of the labels themselves. */
    E3("E3 label mIoU", 1),
    /** The closed form from area and boundary length. */
    E4("E4 closed form", 1);

    private final String title;
    private final int sign;

    Estimator(String title, int sign) {
        this.title = title;
        this.sign = sign;
    }

    /** The title of a column. */
    public String title() {
        return title;
    }

    /** The estimate for a size; NaN if there is none. */
    public double of(Efficacy size) {
        return switch (this) {
            case E1 -> size.agreement();
            case E1_OWN -> size.ownAgreement();
            case E2 -> size.lossDiscrepancy();
            case E3 -> size.labels().accuracy();
            case E4 -> size.closedForm();
        };
    }

    /**
     * Spearman's rank correlation of the estimate with the measured mIoU, over the measured sizes. It is 1 if both have the
     * same order throughout, and NaN without an estimate or with too few sizes.
     */
    public double correlation(Estimates estimates) {
        List<Efficacy> sizes = estimates.sizes().stream()
                .filter(size -> estimates.measured().containsKey(size.side()))
                .toList();
        double[] estimated = sizes.stream().mapToDouble(size -> sign * of(size)).toArray();
        double[] measured = sizes.stream()
                .mapToDouble(size -> estimates.measured().getOrDefault(size.side(), Double.NaN))
                .toArray();
        return RankCorrelation.spearman(estimated, measured);
    }
}
