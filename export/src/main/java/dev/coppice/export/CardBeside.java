package dev.coppice.export;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.NetworkCard;
import java.nio.file.Path;
import java.util.Optional;

/** The card beside a written model. One that says the same stays as it is, as it may be that of another model too. */
public final class CardBeside {
    private CardBeside() {}

    /** Writes a card beside a model. */
    public static void write(Path model, NetworkCard card) {
        if (!says(model, card)) {
            WholeFile.write(CardFile.beside(model), CardFile.format(card));
        }
    }

    /** Whether the card is beside a model already. */
    public static boolean says(Path model, NetworkCard card) {
        try {
            return CardFile.find(model).equals(Optional.of(card));
        } catch (InvalidInputException e) {
            return false; // no card
        }
    }
}
