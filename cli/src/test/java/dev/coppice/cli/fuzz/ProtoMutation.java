package dev.coppice.cli.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.coppice.models.data.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes of the fields of a protobuf message, whatever they mean: other numbers and texts, fields that go, come twice, swap
 * their contents or have another number.
 */
record ProtoMutation(HostileWords words) implements Mutation {
    private static final int DEEPEST = 8;
    private static final long[] ODD = {
        0, 1, -1, 2, 3, 7, 16, 255, 1 << 24, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };

    @Override
    public byte[] of(byte[] content, RandomStream random) {
        try {
            return changed(UnknownFieldSet.parseFrom(content), random, 0).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return content; // an earlier change made it no message
        }
    }

    private UnknownFieldSet changed(UnknownFieldSet message, RandomStream random, int depth) {
        List<Map.Entry<Integer, UnknownFieldSet.Field>> fields =
                new ArrayList<>(message.asMap().entrySet());
        if (fields.isEmpty()) {
            return message;
        }
        Map.Entry<Integer, UnknownFieldSet.Field> field = fields.get(random.below(fields.size()));
        UnknownFieldSet.Builder changed = message.toBuilder();
        int kind = random.below(20);
        if (kind == 0) {
            changed.clearField(field.getKey());
        } else if (kind == 1) {
            changed.clearField(field.getKey()).addField(1 + random.below(15), field.getValue());
        } else {
            changed.addField(field.getKey(), changed(field.getValue(), random, depth));
        }
        return changed.build();
    }

    private UnknownFieldSet.Field changed(UnknownFieldSet.Field field, RandomStream random, int depth) {
        UnknownFieldSet.Field.Builder changed = UnknownFieldSet.Field.newBuilder();
        int count = field.getVarintList().size()
                + field.getFixed32List().size()
                + field.getLengthDelimitedList().size();
        int chosen = random.below(Math.max(1, count));
        int at = 0;
        for (long number : field.getVarintList()) {
            changed.addVarint(at++ == chosen ? ODD[random.below(ODD.length)] : number);
        }
        for (int number : field.getFixed32List()) {
            changed.addFixed32(at++ == chosen ? Float.floatToIntBits(odd(random)) : number);
        }
        for (ByteString part : field.getLengthDelimitedList()) {
            boolean isChosen = at++ == chosen;
            if (!isChosen || !random.chance(0.05)) { // else it is left out
                changed.addLengthDelimited(isChosen ? changed(part, random, depth) : part);
            }
            if (isChosen && random.chance(0.05)) {
                changed.addLengthDelimited(part);
            }
        }
        return changed.build();
    }

    private static float odd(RandomStream random) {
        return random.chance(0.5) ? Float.NaN : (float) random.normal() * 1e30f;
    }

    /** A message inside becomes another; what is none is a text or numbers. */
    private ByteString changed(ByteString part, RandomStream random, int depth) {
        boolean isText = part.size() < 64
                && part.isValidUtf8()
                && part.toStringUtf8().chars().allMatch(c -> c >= ' ');
        if (depth < DEEPEST && !(isText && part.size() > 0)) {
            try {
                return changed(UnknownFieldSet.parseFrom(part), random, depth + 1)
                        .toByteString();
            } catch (InvalidProtocolBufferException e) {
                return ByteString.copyFrom(ByteMutation.ANY.of(part.toByteArray(), random));
            }
        }
        return random.chance(0.7)
                ? ByteString.copyFromUtf8(words.any(random))
                : ByteString.copyFrom(ByteMutation.ANY.of(part.toByteArray(), random));
    }
}
