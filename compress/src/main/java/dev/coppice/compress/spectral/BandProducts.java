package dev.coppice.compress.spectral;

/**
 * Scalar products of two real maps f and g, band by band: ⟨f, g⟩ of a band is (1/N) Σ Re(conj(F[k]) G[k]) over its
 * frequencies (DCT: Σ F G). The bands add up to Σ f(t) g(t) over the map (Parseval).
 *
 * @param first ⟨f, f⟩
 * @param second ⟨g, g⟩
 * @param cross ⟨f, g⟩
 */
public record BandProducts(BandSums first, BandSums second, BandSums cross) {}
