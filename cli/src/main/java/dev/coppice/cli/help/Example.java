package dev.coppice.cli.help;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One example of a command, for the top of its help. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Example.Several.class)
public @interface Example {
    /** What it does, in a few words. */
    String does();

    /** The arguments after the command's name. */
    String with();

    /** Several examples, in the order of the help. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Several {
        /** The examples. */
        Example[] value();
    }
}
