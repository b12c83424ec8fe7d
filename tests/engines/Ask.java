import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.*;
import org.apache.jena.riot.RDFDataMgr;

/** Loads a file into a Jena dataset; prints the number of its quads; answers queries as SPARQL JSON. */
public class Ask {
    public static void main(String[] given) throws Exception {
        Dataset dataset = DatasetFactory.createTxnMem();
        dataset.begin(ReadWrite.WRITE);
        RDFDataMgr.read(dataset, given[0]);
        long count = 0;
        for (var quads = dataset.asDatasetGraph().find(); quads.hasNext(); quads.next()) count++;
        dataset.commit();
        System.out.println(count);
        dataset.begin(ReadWrite.READ);
        for (int i = 1; i < given.length; i++) {
            Query query = QueryFactory.create(Files.readString(Path.of(given[i])));
            try (var run = QueryExecutionFactory.create(query, dataset); var out = new FileOutputStream(given[i] + ".json")) {
                ResultSetFormatter.outputAsJSON(out, run.execSelect());
            }
        }
    }
}
