package niangjia.help;

import niangjia.Niangjia;
import niangjia.cases.tasks.RunErasures;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The program itself, for a story that kills it: carries out every erasure that is due and says so
 * after each turn. Arguments: address, user and password of the database, a data folder, the secret
 * from which all keys come.
 */
final class Eraser {

    private Eraser() {}

    public static void main(String[] args) {
        var program =
                new SpringApplicationBuilder(Niangjia.class)
                        // Its own clocks would move what the story compares.
                        .initializers(context ->
                                context.addBeanFactoryPostProcessor(
                                        OnTheRealNet.StillTime.nothingByItself()))
                        .run(
                                "--server.port=-1",
                                "--spring.datasource.url=" + args[0],
                                "--spring.datasource.username=" + args[1],
                                "--spring.datasource.password=" + args[2],
                                "--spring.datasource.hikari.minimum-idle=1",
                                "--niangjia.data=" + args[3],
                                "--niangjia.secret=" + args[4],
                                "--niangjia.seal.on=false",
                                "--logging.level.root=off");
        System.out.println("ready");
        RunErasures erasures = program.getBean(RunErasures.class);
        while (true) {
            erasures.runDue();
        }
    }
}
