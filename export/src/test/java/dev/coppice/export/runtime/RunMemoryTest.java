package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class RunMemoryTest {
    private static final double MACHINE = 8e9;

    @Test
    void a_volume_whose_maps_exceed_the_machine_is_refused_with_the_amount() {
        Network network = NetworkBuilder.over(1024, 1024, 1024)
                .conv("y", NetworkBuilder.IMAGE, 2)
                .to("y");

        // 3 channels in and 2 out, each of 2^30 numbers of 4 bytes
        assertThatThrownBy(() -> RunMemory.require(network, MACHINE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network 'small' needs about 21 GB of memory for its maps at an input of"
                        + " 1×3×1024×1024×1024, and this machine has 8.0 GB.");
    }

    @Test
    void what_fits_is_not_refused() {
        Network network =
                NetworkBuilder.over(64).conv("y", NetworkBuilder.IMAGE, 2).to("y");

        assertThatCode(() -> RunMemory.require(network, MACHINE)).doesNotThrowAnyException();
    }
}
