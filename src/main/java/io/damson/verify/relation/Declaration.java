package io.damson.verify.relation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What holds, beside the method that checks it with a {@link Probe}; each member is one of {@link Relation}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Declaration {
    String id();

    String title();

    Level level();

    String because();

    String[] after() default {};

    boolean deletes() default false;

    /** The relations that classes declare. */
    final class Reader {
        private Reader() {}

        static List<Relation> relations(Class<?>... classes) {
            return Stream.of(classes)
                    .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(Declaration.class))
                    .map(method -> relation(method.getAnnotation(Declaration.class), method))
                    .toList();
        }

        private static Relation relation(Declaration declared, Method method) {
            return new Relation(
                    declared.id(),
                    declared.title(),
                    declared.level(),
                    declared.because(),
                    Set.of(declared.after()),
                    "",
                    declared.deletes(),
                    false,
                    probe -> check(method, probe));
        }

        private static void check(Method method, Probe probe) {
            try {
                method.invoke(null, probe);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException exception) {
                    throw exception;
                }
                throw new IllegalStateException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
