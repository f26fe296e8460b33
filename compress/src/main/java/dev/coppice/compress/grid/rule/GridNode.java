package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.List;

/**
 * What a rule sees of a node.
 *
 * @param node the node
 * @param scene where it stands
 * @param maps where its spatial inputs lie now, in input order
 * @param wanted the grid its output shall lie on: its own, or the limit where a contraction follows
 */
public record GridNode(Node node, Scene scene, List<Placement> maps, MapGrid wanted) {
    /**
     * What all nodes of a plan have in common.
     *
     * @param graph the graph as it is
     * @param shapes its shapes at the card's size
     * @param own where every map lies in the graph as it is
     * @param limit no contraction shall read a finer grid
     * @param kind how maps are carried to another grid
     */
    public record Scene(Graph graph, Shapes shapes, OwnGrids own, MapGrid limit, Resampling kind) {}

    public GridNode {
        maps = List.copyOf(maps);
    }

    public Attributes attributes() {
        return node.attributes();
    }

    /** Shape of an input in the graph as it is. */
    public Shape shape(int position) {
        return scene.shapes.of(node.input(position));
    }

    /** Shape of the first output in the graph as it is. */
    public Shape outputShape() {
        return scene.shapes.of(node.output());
    }

    /** Where the spatial inputs lie in the graph as it is, in input order. */
    public List<Placement> ownMaps() {
        return scene.own.mapsOf(node);
    }

    /** Where the output lies in the graph as it is. */
    public Placement ownOutput() {
        return scene.own.of(node.output());
    }

    /** Whether what it gives is a map; a single sample or a vector is none. */
    public boolean givesMap() {
        return scene.own.has(node.output());
    }

    /** The coarser of a grid and the limit. */
    public MapGrid capped(MapGrid grid) {
        return grid.min(scene.limit);
    }

    /** Whether every spatial input lies where it lies in the graph as it is. */
    public boolean isUntouched() {
        return maps.equals(ownMaps());
    }

    /** A map on this grid. */
    public Placement place(MapGrid grid) {
        return grid.place(scene.shapes.image());
    }
}
