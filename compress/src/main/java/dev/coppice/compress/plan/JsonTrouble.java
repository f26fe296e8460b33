package dev.coppice.compress.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.coppice.models.InvalidInputException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Words for what is wrong with a plan's JSON. Jackson's own name the classes that it makes. */
final class JsonTrouble {
    private JsonTrouble() {}

    /** The end of a sentence such as "Plan 'x' cannot be read: …", without a full stop. */
    static String of(JsonProcessingException problem) {
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return place(unknown) + "Unrecognized field \"" + unknown.getPropertyName() + "\"";
        }
        if (problem instanceof ValueInstantiationException made) {
            return place(made)
                    + (made.getCause() instanceof InvalidInputException invalid
                            ? invalid.getMessage()
                            : "a value is missing, or none that belongs there");
        }
        if (problem instanceof InvalidTypeIdException other) {
            return place(other)
                    + (other.getTypeId() == null
                            ? "a step without a name"
                            : "no step is called '" + other.getTypeId() + "'");
        }
        boolean isOfOtherKind = problem.getOriginalMessage().startsWith("Cannot ");
        if (problem instanceof MismatchedInputException other && isOfOtherKind && other.getTargetType() != null) {
            return place(other) + "expected " + kind(other.getTargetType()) + ", found another kind of value";
        }
        return problem.getOriginalMessage();
    }

    /** Where it is, such as {@code steps[0].cuts[2].keep}, with a colon. */
    private static String place(JsonMappingException problem) {
        String path = problem.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : path.replaceFirst("^\\.", "") + ": ";
    }

    private static String kind(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == String.class || type.isEnum()) {
            return "text";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        return type.isPrimitive() ? "a number, true or false" : "an object";
    }
}
