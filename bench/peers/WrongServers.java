package io.damson.verify;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Serves the wrong servers of the kit's tests one after the other, for programs outside of the JVM: each line of the input is the name of
 * a {@link Mutant}, or "right"; the answer is the URL of a new server, which stops with the next line.
 */
final class WrongServers {
    private WrongServers() {}

    private static List<Image> images(String tenant) {
        return MockData.load(Path.of("mock-data", tenant + ".json")).get(0).images();
    }

    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            List.of(Mutant.values()).forEach(System.out::println);
            return;
        }
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String name = names.readLine();
        while (name != null) {
            Map<String, List<Image>> accounts = Map.of("Acme-demo-key", images("acme"), "Globex-demo-key", images("globex"));
            Mutant[] mutants = name.equals("right") ? new Mutant[0] : new Mutant[] {Mutant.valueOf(name)};
            try (SmallServer server = new SmallServer(accounts, mutants)) {
                System.out.println(server.url());
                name = names.readLine();
            }
        }
        System.exit(0);
    }
}
